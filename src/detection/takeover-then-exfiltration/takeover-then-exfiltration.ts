import type { Severity } from '../../domain/severity.ts';
import { DAY_MS, formatInstant } from '../../domain/time.ts';
import type { FindingDraft } from '../detection.ts';
import {
  CHAIN_FAMILIAR_BYTES_NATS,
  CHAIN_FLOOR_KB,
  CHAIN_MEMORY_DAYS,
  CHAIN_MINIMUM_BYTES_NATS,
  CHAIN_MINIMUM_SUSPICION_NATS,
  CHAIN_NATS,
  NOVELTY_CAP_NATS,
  STRANGER_FLOOR_KB,
  STRANGER_NATS,
  SUSPICION_NATS,
  UPLOAD_FLOOR_COUNT,
} from '../exfiltration/constants.ts';
import type { StorageContext, Suspicion } from '../exfiltration/context.ts';
import { bytesEvidence } from '../exfiltration/evidence.ts';
import { directionOf, SHARE, UPLOAD } from '../exfiltration/habit.ts';
import { movedWords, noveltyWords, type Saying, scoreOf, usualWords } from '../exfiltration/saying.ts';
import { fillsOwnFolder, isUnhomely, judgeSize, type Sighting, type SizeJudgement } from '../exfiltration/sighting.ts';
import { countWords, sentence } from '../exfiltration/words.ts';
import { SPEAKS_OF_STRANGER } from '../suspicion.ts';
import { dateWords } from '../words.ts';

const FLOORS = { kilobytes: CHAIN_FLOOR_KB, count: UPLOAD_FLOOR_COUNT };
/** Suspicions told in the finding. */
const TOLD = 5;
/** A chain is sure enough to wake somebody. */
const MINIMUM_SCORE = 80;

/** Suspicions that the chain may begin with: of this session's fingerprint, and of the running episode; strongest first. */
function suspicionsOf(context: StorageContext, timeMs: number): readonly Suspicion[] {
  const oldest = timeMs - CHAIN_MEMORY_DAYS * DAY_MS;
  const told = new Map<string, Suspicion>();
  for (const suspicion of [...context.suspicion, ...context.episodeSuspicion]) {
    if (!SPEAKS_OF_STRANGER.has(suspicion.detection) || suspicion.timeMs < oldest) continue;
    const known = told.get(suspicion.detection);
    if (known === undefined || weight(suspicion.severity) > weight(known.severity))
      told.set(suspicion.detection, suspicion);
  }
  return [...told.values()].toSorted(
    (one, other) => weight(other.severity) - weight(one.severity) || one.timeMs - other.timeMs,
  );
}

const weight = (severity: Severity): number => SUSPICION_NATS[severity];

/** The session itself as a suspicion: it comes from a network that the account hardly uses. */
function strangeSession(sighting: Sighting): Suspicion {
  const { context } = sighting;
  const from = context.networkSessions === 0 ? 'no session' : countWords(context.networkSessions, 'session');
  return {
    detection: 'new-network',
    severity: isUnhomely(sighting) ? 'medium' : 'low',
    timeMs: context.sessionStartMs,
    summary: `the session comes from ${context.fingerprint.network}, where ${from} of ${context.accountSessions} came from before`,
  };
}

/** How suspicious the session is by itself: its network is rare, and more where everything about it speaks of a stranger. */
function sessionNats(sighting: Sighting): number {
  const { novelty } = sighting;
  return novelty.network > 0 && looksForeign(sighting) ? novelty.network + STRANGER_NATS : novelty.network;
}

/** An exit node, a client new to the account, and much for a new store or packed. A new tool counts among the bytes, not twice. */
function looksForeign(sighting: Sighting): boolean {
  const { novelty, context, totals } = sighting;
  const isForeignSession = isUnhomely(sighting) && context.newClient && novelty.tool === 0;
  return isForeignSession && novelty.store + novelty.archive > 0 && totals.kilobytes >= STRANGER_FLOOR_KB;
}

/** A suspicious session, and bytes that leave after it. */
export function takeoverThenExfiltration(sighting: Sighting): Saying | undefined {
  const { transfer, totals, novelty, context, event } = sighting;
  const direction = directionOf(transfer.kind);
  if (direction !== UPLOAD && direction !== SHARE) return undefined;
  if (totals.kilobytes < FLOORS.kilobytes && totals.count < FLOORS.count) return undefined;
  const told = suspicionsOf(context, event.timeMs);
  const [strongest] = told;
  const toldNats = strongest === undefined ? 0 : weight(strongest.severity);
  const suspicionNats = Math.max(toldNats, sessionNats(sighting));
  if (suspicionNats < CHAIN_MINIMUM_SUSPICION_NATS) return undefined;
  // A new place for the sync client of a new laptop is no takeover: somebody must have spoken of a stranger.
  if (fillsOwnFolder(sighting) && toldNats < SUSPICION_NATS.medium) return undefined;
  const size = judgeSize(sighting, FLOORS);
  const bytesNats = size.nats + Math.min(NOVELTY_CAP_NATS, novelty.store + novelty.tool + novelty.archive);
  const nats = suspicionNats + bytesNats;
  const isFamiliar = novelty.total === 0;
  const needed = isFamiliar ? CHAIN_FAMILIAR_BYTES_NATS : CHAIN_MINIMUM_BYTES_NATS;
  if (bytesNats < needed || nats < CHAIN_NATS) return undefined;
  return {
    detection: 'takeover-then-exfiltration',
    severity: toldNats > 0 || isUnhomely(sighting) ? 'critical' : 'high',
    level: Math.max(totals.kilobytes, totals.count),
    words: () => ({ score: Math.max(MINIMUM_SCORE, scoreOf(nats)), ...describe(sighting, size, told) }),
  };
}

function describe(
  sighting: Sighting,
  size: SizeJudgement,
  told: readonly Suspicion[],
): Pick<FindingDraft, 'summary' | 'evidence'> {
  const { novelty, context, totals } = sighting;
  const isToldAlready = told.some(({ detection }) => detection === 'new-network');
  const session = novelty.network > 0 && !isToldAlready ? [strangeSession(sighting)] : [];
  const suspicions = [...session, ...told].slice(0, TOLD);
  const clauses = [movedWords(sighting), usualWords(size, totals.kilobytes === 0), ...noveltyWords(sighting)];
  const before = suspicions.map(({ summary, timeMs }) => `${summary} (${dateWords(timeMs)})`);
  return {
    summary: `${sentence(clauses.join('; '))}. Before it: ${before.join('; ')}.`,
    evidence: {
      kind: 'chain',
      suspicion: suspicions.map(({ detection, timeMs, summary }) => ({
        detection,
        time: formatInstant(timeMs),
        summary,
      })),
      bytes: bytesEvidence(sighting, size),
      fingerprint: context.fingerprint,
    },
  };
}
