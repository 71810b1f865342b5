import type { FingerprintSeen } from '../domain/evidence.ts';
import { DETECTION_IDS } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { Baseline, EpisodeSuspicion, KnownFingerprint } from './baseline.ts';
import { EPISODE_GAP_DAYS } from './constants.ts';
import type { StorageContext, Suspicion } from './exfiltration/context.ts';
import { fingerprintSeen } from './fingerprint-seen.ts';
import { homeZone } from './home-zones.ts';
import { standing } from './hours/session-view.ts';
import { SUSPICION_SUMMARIES } from './suspicion.ts';
import { isTrusted } from './whereabouts.ts';

const NONE: readonly Suspicion[] = [];

/** What the exfiltration detections are told of the session that a storage event belongs to. */
export function storageContext(
  baseline: Baseline,
  index: number,
  second: number,
  settings: DetectionSettings,
): StorageContext {
  return new ContextView(baseline, index, second, settings);
}

/** A class for its getters: words and lists are made only where a detection asks for them, and this is made for every storage event. */
class ContextView implements StorageContext {
  readonly settings: DetectionSettings;
  readonly fingerprintFirstMs: number;
  readonly fingerprintSessions: number;
  readonly accountFirstMs: number;
  readonly accountSessions: number;
  readonly newNetwork: boolean;
  readonly baseline: Baseline;
  readonly index: number;
  readonly second: number;
  readonly known: KnownFingerprint | undefined;

  constructor(baseline: Baseline, index: number, second: number, settings: DetectionSettings) {
    const known = baseline.fingerprints[index];
    const { isNewNetwork } = standing(baseline, index);
    this.settings = settings;
    this.fingerprintFirstMs = (known === undefined ? 0 : known[2]) * MINUTE_MS;
    this.fingerprintSessions = known === undefined ? 0 : known[4];
    this.accountFirstMs = baseline.first * 1000;
    this.accountSessions = baseline.sessions;
    this.newNetwork = isNewNetwork;
    this.baseline = baseline;
    this.index = index;
    this.second = second;
    this.known = known;
  }

  get fingerprint(): FingerprintSeen {
    return fingerprintSeen(this.known);
  }

  get newClient(): boolean {
    const { baseline, index, known, second } = this;
    return !baseline.fingerprints.some(
      (other, at) => at !== index && other[1] === known?.[1] && isTrusted(other, Math.floor(second / 60)),
    );
  }

  get networkSessions(): number {
    const network = this.known?.[0];
    return this.baseline.fingerprints.reduce((sum, known) => sum + (known[0] === network ? known[4] : 0), 0);
  }

  get sessionStartMs(): number {
    const { index, second } = this;
    const session = this.baseline.recent.find(
      ([start, end, fingerprint]) => fingerprint === index && second >= start && second <= end,
    );
    return (session?.[0] ?? second) * 1000;
  }

  get suspicion(): readonly Suspicion[] {
    const running = runningSuspicions(this.baseline, this.second);
    return running.length === 0 ? NONE : running.filter((suspicion) => suspicion[3] === this.index).map(asSuspicion);
  }

  get episodeSuspicion(): readonly Suspicion[] {
    const running = runningSuspicions(this.baseline, this.second);
    return running.length === 0 ? NONE : running.map(asSuspicion);
  }

  get homeZone(): string | undefined {
    return homeZone(this.baseline);
  }
}

function runningSuspicions({ episode }: Baseline, second: number): readonly EpisodeSuspicion[] {
  if (episode === undefined || Math.abs(second / 60 - episode.last) > EPISODE_GAP_DAYS * 1440) return [];
  return episode.suspicions;
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
