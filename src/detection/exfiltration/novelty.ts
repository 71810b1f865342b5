import { countsOf } from '../../statistics/log-histogram.ts';
import { ARCHIVE_MINIMUM_VOLUMES, ARCHIVE_NATS, NOVELTY_CAP_NATS, NOVELTY_NATS } from './constants.ts';
import type { StorageContext } from './context.ts';
import type { StorageHabit } from './habit.ts';

/** What is new about a transfer, in nats: minus the logarithm of how often this account shows something new of the kind. */
export interface Novelty {
  readonly store: number;
  readonly tool: number;
  readonly archive: number;
  readonly network: number;
  readonly total: number;
  /** Hours with any store that the habit was taught by. */
  readonly taughtHours: number;
}

export const NO_NOVELTY: Novelty = { store: 0, tool: 0, archive: 0, network: 0, total: 0, taughtHours: 0 };

/** Laplace's rule: `known` different ones in `chances` hours, so the next hour shows a new one with this probability. */
const newcomerNats = (known: number, chances: number): number =>
  Math.min(NOVELTY_NATS, Math.max(0, -Math.log((known + 0.5) / (chances + 1))));

export function judgeNovelty(
  habit: StorageHabit,
  transfer: { readonly store: number; readonly tool: number; readonly volumes: number },
  service: string,
  context: StorageContext,
): Novelty {
  let taughtHours = 0;
  const taughtStores = new Set<number>();
  for (const stream of habit.streams) {
    taughtStores.add(stream[0]);
    for (const count of countsOf(stream[4])) taughtHours += count;
  }
  const knownTools = habit.tools.filter((tool) => tool[3] > 0);
  const isNewStore = !taughtStores.has(transfer.store) && !context.settings.sanctionedStores.includes(service);
  const isNewTool = transfer.tool !== 0 && !knownTools.some(([id]) => id === transfer.tool);
  const store = isNewStore ? newcomerNats(taughtStores.size, taughtHours) : 0;
  const tool = isNewTool ? newcomerNats(knownTools.length, taughtHours) : 0;
  const archive = transfer.volumes >= ARCHIVE_MINIMUM_VOLUMES ? ARCHIVE_NATS : 0;
  const network = context.newNetwork ? newcomerNats(1, context.accountSessions) : 0;
  return {
    store,
    tool,
    archive,
    network,
    total: Math.min(NOVELTY_CAP_NATS, store + tool + archive + network),
    taughtHours,
  };
}
