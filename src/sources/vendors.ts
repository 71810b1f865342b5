import { cloudflare } from './cloudflare.ts';
import { cloudtrail } from './cloudtrail.ts';
import { entra } from './entra.ts';
import { googleWorkspace } from './google-workspace.ts';
import { m365 } from './m365.ts';
import { normal } from './normal.ts';
import { okta } from './okta.ts';
import type { Source } from './source.ts';

/** Every vendor, in the order in which a record of unknown origin is held against them. */
export const VENDORS: readonly Source[] = [normal, okta, cloudflare, m365, entra, googleWorkspace, cloudtrail];
