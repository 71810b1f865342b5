import {
  DOWNLOAD_FLOOR_COUNT,
  DOWNLOAD_FLOOR_KB,
  FAMILIAR_ALLOWANCE_NATS,
  MINIMUM_SIZE_NATS,
} from '../exfiltration/constants.ts';
import { bytesEvidence, clientWords } from '../exfiltration/evidence.ts';
import { DOWNLOAD, directionOf } from '../exfiltration/habit.ts';
import { movedWords, noveltyWords, type Saying, scoreOf, severityOf, usualWords } from '../exfiltration/saying.ts';
import { fillsFolder, judgeSize, type Sighting } from '../exfiltration/sighting.ts';
import { sentence } from '../exfiltration/words.ts';

const FLOORS = { kilobytes: DOWNLOAD_FLOOR_KB, count: DOWNLOAD_FLOOR_COUNT };

/** Nothing of it is new, and nothing speaks of a stranger: people fetch a folder or a month's invoices at once. */
const isFamiliar = ({ novelty, context }: Sighting): boolean => novelty.total === 0 && context.suspicion.length === 0;

/**
 * Many objects or bytes collected within two neighbouring hours, far above the account's habit. `nats` is what keeps the window from
 * teaching: more than what is told where the owner is believed a little.
 */
export function massDownload(sighting: Sighting): { readonly saying?: Saying; readonly nats: number } {
  const { transfer, totals, novelty } = sighting;
  const isLarge = totals.kilobytes >= FLOORS.kilobytes || totals.count >= FLOORS.count;
  if (directionOf(transfer.kind) !== DOWNLOAD || !isLarge) return { nats: 0 };
  const size = judgeSize(sighting, FLOORS);
  const nats = size.nats < MINIMUM_SIZE_NATS ? 0 : size.nats + novelty.network + novelty.tool;
  const told = isFamiliar(sighting) ? nats - FAMILIAR_ALLOWANCE_NATS : nats;
  const judged = severityOf(told);
  if (judged === undefined) return { nats };
  const isFolder = fillsFolder(sighting);
  const saying: Saying = {
    detection: 'mass-download',
    severity: isFolder ? 'low' : judged,
    level: Math.max(totals.kilobytes, totals.count),
    words: () => {
      const clauses = [
        movedWords(sighting),
        usualWords(size, totals.count >= FLOORS.count),
        ...(isFolder ? [`${clientWords(sighting)} seems to fill a folder`] : []),
        ...noveltyWords(sighting),
      ];
      return {
        score: scoreOf(told),
        summary: `${sentence(clauses.join('; '))}.`,
        evidence: bytesEvidence(sighting, size),
      };
    },
  };
  return { saying, nats };
}
