import { DETECTION_IDS } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { Baseline, EpisodeSuspicion } from './baseline.ts';
import { EPISODE_GAP_DAYS } from './constants.ts';
import type { StorageContext, Suspicion } from './exfiltration/storage-habit.ts';
import { fingerprintSeen } from './fingerprint-seen.ts';
import { homeZone } from './home-zones.ts';
import { standing } from './hours-session.ts';
import { SUSPICION_SUMMARIES } from './suspicion.ts';

const NONE: readonly Suspicion[] = [];

/** What the exfiltration detections are told of the session that a storage event belongs to. */
export function storageContext(
  baseline: Baseline,
  index: number,
  second: number,
  settings: DetectionSettings,
): StorageContext {
  const fingerprint = baseline.fingerprints[index];
  const { isNewNetwork, isNewClient } = standing(baseline, index);
  const running = runningSuspicions(baseline, second);
  return {
    settings,
    // Put into words only where a finding needs them.
    get fingerprint() {
      return fingerprintSeen(fingerprint);
    },
    fingerprintFirstMs: (fingerprint?.[2] ?? 0) * MINUTE_MS,
    fingerprintSessions: fingerprint?.[4] ?? 0,
    accountFirstMs: baseline.first * 1000,
    accountSessions: baseline.sessions,
    networkSessions: sessionsFrom(baseline, fingerprint?.[0]),
    newNetwork: isNewNetwork,
    newClient: isNewClient,
    sessionStartMs: sessionStart(baseline, index, second) * 1000,
    suspicion: running.length === 0 ? NONE : running.filter((suspicion) => suspicion[3] === index).map(asSuspicion),
    episodeSuspicion: running.length === 0 ? NONE : running.map(asSuspicion),
    homeZone: homeZone(baseline),
  };
}

function sessionsFrom(baseline: Baseline, network: string | undefined): number {
  return baseline.fingerprints.reduce((sum, known) => sum + (known[0] === network ? known[4] : 0), 0);
}

function runningSuspicions({ episode }: Baseline, second: number): readonly EpisodeSuspicion[] {
  if (episode === undefined || Math.abs(second / 60 - episode.last) > EPISODE_GAP_DAYS * 1440) return [];
  return episode.suspicions;
}

function sessionStart(baseline: Baseline, index: number, second: number): number {
  const session = baseline.recent.find(
    ([start, end, fingerprint]) => fingerprint === index && second >= start && second <= end,
  );
  return session?.[0] ?? second;
}

function asSuspicion([detection, severity, minute]: EpisodeSuspicion): Suspicion {
  const id = DETECTION_IDS[detection] ?? 'new-network';
  return {
    detection: id,
    severity: SEVERITIES[severity] ?? 'medium',
    timeMs: minute * MINUTE_MS,
    summary: SUSPICION_SUMMARIES[id],
  };
}
