import type { EnrichedEvent } from '../domain/enriched-event.ts';
import { DETECTION_IDS, type Finding } from '../domain/finding.ts';
import { derivedId } from '../domain/ids.ts';
import { isLoud, severityRank } from '../domain/severity.ts';
import { DAY_MS, formatInstant, MINUTE_MS } from '../domain/time.ts';
import { type Baseline, type Episode, type EpisodeSuspicion, minuteOf } from './baseline.ts';
import { EPISODE_GAP_DAYS, EPISODE_SUSPICIONS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { DETECTIONS } from './registry.ts';
import { SPEAKS_OF_STRANGER } from './suspicion.ts';

const GAP_MINUTES = (EPISODE_GAP_DAYS * DAY_MS) / MINUTE_MS;

/** Stamps drafts as findings of the running episode, or of one that the first of them opens. */
export function stampFindings(
  tenant: string,
  baseline: Baseline,
  event: EnrichedEvent,
  drafts: readonly FindingDraft[],
  fingerprint: number,
): { readonly episode: Episode | undefined; readonly findings: readonly Finding[] } {
  let episode = baseline.episode;
  const minute = minuteOf(event.timeMs);
  const findings = drafts.map((draft): Finding => {
    const id = derivedId('fnd', tenant, event.account, draft.detection, event.source, event.id);
    episode = goOn(episode, minute, draft, () => derivedId('alr', tenant, event.account, id));
    if (isRemembered(draft)) episode = remember(episode, draft, minute, fingerprint);
    return {
      id,
      alert: episode.alert,
      detection: draft.detection,
      account: event.account,
      severity: draft.severity,
      score: draft.score,
      time: formatInstant(event.timeMs),
      summary: draft.summary,
      techniques: [...DETECTIONS[draft.detection].techniques],
      ...(draft.operatorZone === undefined ? {} : { operatorZone: draft.operatorZone }),
      evidence: draft.evidence,
      eventIds: [...(draft.eventIds ?? []), event.id],
    };
  });
  return { episode, findings };
}

/** What is only context joins a running episode; it prolongs none without a suspicion, or an owner's odd hours would keep it running for ever. */
function goOn(episode: Episode | undefined, minute: number, { severity }: FindingDraft, newId: () => string): Episode {
  if (episode === undefined || Math.abs(minute - episode.last) >= GAP_MINUTES)
    return { alert: newId(), last: minute, suspicions: [] };
  const isContext = severity === 'info' && episode.suspicions.length === 0;
  return isContext || minute <= episode.last ? episode : { ...episode, last: minute };
}

/** What speaks of a stranger in the account, for the chain from takeover to exfiltration; not what was said of data. */
const isRemembered = ({ detection, severity }: FindingDraft): boolean =>
  SPEAKS_OF_STRANGER.has(detection) && (isLoud(severity) || (detection === 'new-network' && severity === 'low'));

/** Of each detection the gravest, and of those the newest; where there are too many, the least grave and oldest gives way. */
function remember(episode: Episode, draft: FindingDraft, minute: number, fingerprint: number): Episode {
  const suspicion: EpisodeSuspicion = [
    DETECTION_IDS.indexOf(draft.detection),
    severityRank(draft.severity),
    minute,
    fingerprint,
  ];
  const known = episode.suspicions.find(([detection]) => detection === suspicion[0]);
  if (known !== undefined && isLess(suspicion, known)) return episode;
  const suspicions = [...episode.suspicions.filter((other) => other !== known), suspicion];
  if (suspicions.length <= EPISODE_SUSPICIONS) return { ...episode, suspicions };
  const least = suspicions.reduce((one, other) => (isLess(other, one) ? other : one));
  return { ...episode, suspicions: suspicions.filter((other) => other !== least) };
}

const isLess = (one: EpisodeSuspicion, other: EpisodeSuspicion): boolean =>
  one[1] === other[1] ? one[2] < other[2] : one[1] < other[1];
