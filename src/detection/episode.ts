import type { EnrichedEvent } from '../domain/enriched-event.ts';
import { DETECTION_IDS, type Finding } from '../domain/finding.ts';
import { derivedId } from '../domain/ids.ts';
import { isLoud, severityRank } from '../domain/severity.ts';
import { DAY_MS, formatInstant, MINUTE_MS } from '../domain/time.ts';
import { type Baseline, type Episode, type EpisodeSuspicion, minuteOf } from './baseline.ts';
import { EPISODE_GAP_DAYS, EPISODE_SUSPICIONS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { DETECTIONS } from './registry.ts';

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
    episode = goOn(episode, minute, () => derivedId('alr', tenant, event.account, id));
    if (isLoud(draft.severity) || isNewPair(draft)) episode = remember(episode, draft, minute, fingerprint);
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

function goOn(episode: Episode | undefined, minute: number, newId: () => string): Episode {
  if (episode !== undefined && Math.abs(minute - episode.last) < GAP_MINUTES)
    return minute > episode.last ? { ...episode, last: minute } : episode;
  return { alert: newId(), last: minute, suspicions: [] };
}

/** A network and a client that are both new: `low` alone, but what an intruder in the owner's own city shows first. */
const isNewPair = ({ detection, severity }: FindingDraft): boolean => detection === 'new-network' && severity === 'low';

const isSame = (suspicion: EpisodeSuspicion, detection: number, severity: number): boolean =>
  suspicion[0] === detection && suspicion[1] === severity;

function remember(episode: Episode, draft: FindingDraft, minute: number, fingerprint: number): Episode {
  const suspicion: EpisodeSuspicion = [
    DETECTION_IDS.indexOf(draft.detection),
    severityRank(draft.severity),
    minute,
    fingerprint,
  ];
  // A quiet one is remembered once, its newest, and gives way to the loud ones.
  const suspicions = isLoud(draft.severity)
    ? [...episode.suspicions, suspicion]
    : [suspicion, ...episode.suspicions.filter(([detection, severity]) => !isSame(suspicion, detection, severity))];
  return { ...episode, suspicions: suspicions.slice(-EPISODE_SUSPICIONS) };
}
