import { HOUR_LINES, SHARE_FLOOR_COUNT, SHARE_LOUD_COUNT, SHARE_NOVELTY_NATS } from '../exfiltration/constants.ts';
import { noveltyEvidence } from '../exfiltration/evidence.ts';
import { directionOf, SHARE } from '../exfiltration/habit.ts';
import { movedWords, type Saying, scoreOf, usualWords } from '../exfiltration/saying.ts';
import { isFromExitNode, judgeSize, type Sighting } from '../exfiltration/sighting.ts';
import { sentence } from '../exfiltration/words.ts';

const MINIMUM_TAUGHT_HOURS = 10;
const FLOORS = { kilobytes: Number.POSITIVE_INFINITY, count: SHARE_FLOOR_COUNT };

/** By a client that the account never had, from an exit node that it hardly uses. */
const isStrangers = (sighting: Sighting): boolean => isFromExitNode(sighting) && sighting.context.newClient;

/** Sharing outward: the first time as context, and by a stranger or in numbers far above the habit as an alert. */
export function externalShare(sighting: Sighting): { readonly saying?: Saying; readonly nats: number } {
  const { transfer, novelty, event, totals, habit } = sighting;
  if (directionOf(transfer.kind) !== SHARE) return { nats: 0 };
  const hasShared = habit.streams.some(([, kind]) => directionOf(kind) === SHARE);
  const isFirst = !hasShared && novelty.taughtHours >= MINIMUM_TAUGHT_HOURS;
  const size = judgeSize(sighting, FLOORS);
  const isLoudFirst = isFirst && (totals.count >= SHARE_LOUD_COUNT || isStrangers(sighting));
  const loudFirst = isLoudFirst ? HOUR_LINES.medium : 0;
  const nats = Math.max(loudFirst, size.nats + (isFirst ? SHARE_NOVELTY_NATS : 0) + novelty.network);
  const isMany = (totals.count >= FLOORS.count || isLoudFirst) && nats >= HOUR_LINES.low;
  if (!isFirst && !isMany) return { nats: 0 };
  const loud = isMany && nats >= HOUR_LINES.medium;
  const saying: Saying = {
    detection: 'external-share',
    severity: loud ? 'medium' : isMany ? 'low' : 'info',
    level: totals.count,
    words: () => {
      const usual = isFirst ? 'the account never shared outward before' : usualWords(size, true);
      return {
        score: scoreOf(nats),
        summary: `${sentence(`${movedWords(sighting)}; ${usual}`)}.`,
        evidence: noveltyEvidence(sighting, 'share', event.object ?? event.service),
      };
    },
  };
  return { saying, nats: isMany ? nats : 0 };
}
