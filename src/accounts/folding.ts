import { type Baseline, migrateBaseline } from '../detection/baseline.ts';
import { foldEvent } from '../detection/fold.ts';
import { emptyNeighbourhood, type Neighbourhood } from '../detection/neighbourhood.ts';
import { type BaselineVerdict, foldVerdict } from '../detection/verdict.ts';
import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';

/** What the shard needs of the detections. `B` is a baseline, `N` what one shard knows over its accounts; both plain JSON. */
export interface Folding<B, N> {
  /** Pure: returns new values and changes none that it was given. */
  readonly foldEvent: (
    tenant: string,
    state: { readonly baseline: B | undefined; readonly neighbourhood: N },
    event: EnrichedEvent,
    settings: DetectionSettings,
  ) => { readonly baseline: B | undefined; readonly neighbourhood: N; readonly findings: readonly Finding[] };
  readonly foldVerdict: (baseline: B, verdict: BaselineVerdict) => B;
  /** Reads a stored baseline of any version; undefined when it cannot be read. */
  readonly readBaseline: (stored: unknown) => B | undefined;
  /** Reads a stored neighbourhood of any version; undefined (nothing stored yet) gives an empty one. */
  readonly readNeighbourhood: (stored: unknown) => N;
}

export const detectionFolding: Folding<Baseline, Neighbourhood> = {
  foldEvent,
  foldVerdict,
  readBaseline: migrateBaseline,
  readNeighbourhood: (stored) => (isNeighbourhood(stored) ? stored : emptyNeighbourhood),
};

/** A codec: what the shard stored is its own, so its version is trusted. */
function isNeighbourhood(stored: unknown): stored is Neighbourhood {
  return typeof stored === 'object' && stored !== null && 'version' in stored && stored.version === 1;
}
