import { auth0 } from './auth0.ts';
import { box } from './box.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudtrail } from './cloudtrail.ts';
import { dropbox } from './dropbox.ts';
import { duo } from './duo.ts';
import { ecs } from './ecs.ts';
import { entra } from './entra.ts';
import { gcp } from './gcp.ts';
import { github } from './github.ts';
import { googleWorkspace } from './google-workspace.ts';
import { jumpcloud } from './jumpcloud.ts';
import { keycloak } from './keycloak.ts';
import { m365 } from './m365.ts';
import { netskope } from './netskope.ts';
import { normal } from './normal.ts';
import { ocsf } from './ocsf.ts';
import { okta } from './okta.ts';
import { onelogin } from './onelogin.ts';
import { onepassword } from './onepassword.ts';
import { ping } from './ping.ts';
import { salesforce } from './salesforce.ts';
import { slack } from './slack.ts';
import { snowflake } from './snowflake.ts';
import type { Source } from './source.ts';
import { zscaler } from './zscaler.ts';

/** Every vendor, in the order in which a record of unknown origin is held against them. */
export const VENDORS: readonly Source[] = [
  normal,
  okta,
  entra,
  m365,
  googleWorkspace,
  cloudtrail,
  gcp,
  cloudflare,
  auth0,
  onelogin,
  duo,
  slack,
  dropbox,
  box,
  github,
  jumpcloud,
  ping,
  keycloak,
  salesforce,
  snowflake,
  onepassword,
  netskope,
  zscaler,
  ocsf,
  ecs,
];
