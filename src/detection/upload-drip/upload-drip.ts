import { DAY_MS } from '../../domain/time.ts';
import { countsOf } from '../../statistics/log-histogram.ts';
import { predictiveNats } from '../../statistics/log-predictive.ts';
import { type CusumSettings, cusumStep } from '../../statistics/surprise-cusum.ts';
import type { FindingDraft } from '../detection.ts';
import {
  DAYS_LINES,
  DAYS_SURELY_KEPT,
  DRIP_CUSUM,
  DRIP_DAILINESS_CAP_NATS,
  DRIP_DAY_FLOOR_KB,
  DRIP_FAMILIAR_RISING_DAYS,
  DRIP_FLOOR_KB,
  DRIP_MEMORY_DAYS,
  DRIP_MINIMUM_DAYS,
  DRIP_MINIMUM_TAUGHT_DAYS,
  NEW_STORE_CUSUM,
  PICTURE_DAYS,
} from '../exfiltration/constants.ts';
import { clientWords, dayRows } from '../exfiltration/evidence.ts';
import { type Expectation, expectDayBytes } from '../exfiltration/expectation.ts';
import { type Day, directionOf, type StorageHabit, UPLOAD } from '../exfiltration/habit.ts';
import { type Saying, scoreOf, severityOf, shortService } from '../exfiltration/saying.ts';
import { fillsOwnFolder, type Sighting } from '../exfiltration/sighting.ts';
import { countWords, sizeWords } from '../exfiltration/words.ts';
import { dateWords } from '../words.ts';

/** The run of days that stands above the habit, oldest first. */
interface Leak {
  readonly nats: number;
  readonly days: number;
  /** Those of them that surprised by more than the allowance. */
  readonly risingDays: number;
  readonly kilobytes: number;
  readonly firstDay: number;
}

/** An account without a habit of days cannot depart from it. */
function isYoung(habit: StorageHabit): boolean {
  const taught = habit.stores.flatMap((store) => countsOf(store[4])).reduce((sum, count) => sum + count, 0);
  return taught < DRIP_MINIMUM_TAUGHT_DAYS;
}

/**
 * What it says that the account uploads on a day at all, in nats: little for one who does so every day. Working days come in
 * runs, so they are no independent draws and only half of the surprise counts.
 */
function dailinessNats(habit: StorageHabit, leakDays: readonly Day[]): number {
  const first = leakDays[0]?.[0] ?? 0;
  const newest = Math.floor(habit.newestHour / 24);
  const oldestRow = habit.days[0]?.[0] ?? first;
  const isCut = habit.days.length >= DAYS_SURELY_KEPT;
  const from = isCut ? oldestRow : newest - PICTURE_DAYS + 1;
  const before = new Set(habit.days.filter(([day, , upload]) => day < first && upload > 0).map(([day]) => day));
  const share = (before.size + 0.5) / (Math.max(0, first - from) + 1);
  return Math.min(DRIP_DAILINESS_CAP_NATS, Math.max(0, -Math.log(share) / 2));
}

const NO_LEAK: Leak = { nats: 0, days: 0, risingDays: 0, kilobytes: 0, firstDay: 0 };

/** Sums each day's surprise (see surprise-cusum); the leak begins where the sum last left zero. */
function leakOver(days: readonly Day[], expected: Expectation, dailiness: number, settings: CusumSettings): Leak {
  let leak = NO_LEAK;
  let before = 0;
  for (const [day, , upload] of days) {
    const surprise = upload >= DRIP_DAY_FLOOR_KB ? predictiveNats(expected.predictive, upload) + dailiness : 0;
    const nats = cusumStep(leak.nats, surprise, before === 0 ? 1 : day - before, settings);
    before = day;
    leak =
      nats === 0
        ? NO_LEAK
        : {
            nats,
            days: leak.days + 1,
            risingDays: leak.risingDays + (surprise > settings.allowanceNats ? 1 : 0),
            kilobytes: leak.kilobytes + upload,
            firstDay: leak.days === 0 ? day : leak.firstDay,
          };
  }
  return leak;
}

/** The usual store, nothing packed, no new tool, and the usual client wherever it is, or the usual network: owners travel, and take new telephones. */
function isFamiliar({ novelty, context }: Sighting): boolean {
  const { store, tool, archive, network } = novelty;
  return store + tool + archive === 0 && (network === 0 || !context.newClient);
}

/** Long and large enough to be a leak; where nothing speaks of a stranger, longer than a busy week of the owner. */
function isRun(leak: Leak, sighting: Sighting): boolean {
  if (leak.days < DRIP_MINIMUM_DAYS || leak.kilobytes < DRIP_FLOOR_KB) return false;
  return leak.risingDays >= DRIP_FAMILIAR_RISING_DAYS || !isFamiliar(sighting);
}

/** Days of uploads to one store, none of them remarkable, that together stand far above the account's habit. */
export function uploadDrip(sighting: Sighting): Saying | undefined {
  const { habit, transfer, novelty } = sighting;
  if (directionOf(transfer.kind) !== UPLOAD || transfer.kilobytes === 0) return undefined;
  const newest = Math.floor(habit.newestHour / 24);
  const days = habit.days.filter(
    ([day, store, upload]) => store === transfer.store && upload > 0 && day > newest - DRIP_MEMORY_DAYS,
  );
  const total = days.reduce((sum, [, , upload]) => sum + upload, 0);
  if (isYoung(habit) || days.length < DRIP_MINIMUM_DAYS || total < DRIP_FLOOR_KB) return undefined;
  const expected = expectDayBytes(habit, transfer.store);
  const leak = leakOver(days, expected, dailinessNats(habit, days), novelty.store > 0 ? NEW_STORE_CUSUM : DRIP_CUSUM);
  if (!isRun(leak, sighting)) return undefined;
  const nats = leak.nats + novelty.store + novelty.tool;
  const judged = severityOf(nats, DAYS_LINES);
  if (judged === undefined) return undefined;
  return {
    detection: 'upload-drip',
    severity: fillsOwnFolder(sighting) ? 'low' : judged,
    level: leak.kilobytes,
    words: () => ({ score: scoreOf(nats, DAYS_LINES), ...describe(sighting, leak, expected.busy()) }),
  };
}

function describe(sighting: Sighting, leak: Leak, busyKilobytes: number): Pick<FindingDraft, 'summary' | 'evidence'> {
  const { habit, transfer, event, novelty } = sighting;
  const since = dateWords(leak.firstDay * DAY_MS);
  const perDay = sizeWords(Math.round(leak.kilobytes / leak.days));
  const busy = busyKilobytes === 0 ? '' : ` A busy day of this account moves ${sizeWords(busyKilobytes)}.`;
  const store = novelty.store > 0 ? ' The store is new for this account.' : '';
  return {
    summary: `${sizeWords(leak.kilobytes)} uploaded to ${shortService(event.service)} on ${countWords(leak.days, 'day')} since ${since}, ${perDay} a day.${busy}${store}`,
    evidence: {
      kind: 'bytes',
      service: shortService(event.service),
      operation: event.operation,
      windowMinutes: leak.days * 24 * 60,
      bytes: leak.kilobytes * 1000,
      count: leak.days,
      usualBytes: busyKilobytes * 1000,
      usualCount: 1,
      days: dayRows(habit, event.service, transfer.store),
      client: clientWords(sighting),
    },
  };
}
