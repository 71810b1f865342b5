import type { EnrichedStorage, NetworkKind } from '../../domain/enriched-event.ts';
import { DAY_MS } from '../../domain/time.ts';
import { countsOf } from '../../statistics/log-histogram.ts';
import {
  ARCHIVE_MINIMUM_VOLUMES,
  ARCHIVE_NATS,
  DRIP_MEMORY_DAYS,
  HOSTING_NATS,
  NOTABLE_NETWORK_NATS,
  NOVELTY_CAP_NATS,
  NOVELTY_NATS,
} from './constants.ts';
import type { StorageContext } from './context.ts';
import type { StorageHabit, Stream } from './habit.ts';

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

/** Laplace's rule: seen in `times` of `chances`, so the next one shows it with this probability. */
const rarityNats = (times: number, chances: number): number =>
  Math.min(NOVELTY_NATS, Math.max(0, -Math.log((times + 0.5) / (chances + 1))));

/**
 * An account with fewer hours of storing than these has no habit of it. Where its usual client begins, a log was likely attached, or
 * the person; a tool or a client that is new had as many chances to store before as the account has sessions.
 */
const STORING_HOURS = 3;

export function judgeNovelty(
  habit: StorageHabit,
  transfer: { readonly store: number; readonly tool: number; readonly volumes: number },
  { service, network: { kind } }: EnrichedStorage,
  context: StorageContext,
): Novelty {
  let taughtHours = 0;
  let hoursElsewhere = 0;
  const elsewhere = new Set<number>();
  for (const stream of habit.streams) {
    const hours = taughtBy(stream);
    taughtHours += hours;
    if (stream[0] === transfer.store) continue;
    hoursElsewhere += hours;
    elsewhere.add(stream[0]);
  }
  const knownTools = habit.tools.filter((tool) => tool[3] > 0);
  const isNewTool = transfer.tool !== 0 && !knownTools.some(([id]) => id === transfer.tool);
  const silent = taughtHours < STORING_HOURS && (isNewTool || context.newClient) ? context.accountSessions : 0;
  const isNewStore =
    isYoungStore(habit, transfer.store, context.accountFirstMs) && !context.settings.sanctionedStores.includes(service);
  const store = isNewStore ? rarityNats(elsewhere.size, Math.max(hoursElsewhere, silent)) : 0;
  const tool = isNewTool ? rarityNats(knownTools.length, Math.max(taughtHours, silent)) : 0;
  const archive = transfer.volumes >= ARCHIVE_MINIMUM_VOLUMES ? ARCHIVE_NATS : 0;
  const network = networkNats(context, kind);
  return {
    store,
    tool,
    archive,
    network,
    total: Math.min(NOVELTY_CAP_NATS, store + tool + archive + network),
    taughtHours,
  };
}

/** How rarely the account comes from this network; a data centre or an anonymiser is where people seldom sit. */
function networkNats(context: StorageContext, kind: NetworkKind | undefined): number {
  const nats = rarityNats(context.networkSessions, context.accountSessions);
  if (nats < NOTABLE_NETWORK_NATS) return 0;
  return nats + (kind === 'hosting' || kind === 'vpn' ? HOSTING_NATS : 0);
}

function taughtBy(stream: Stream): number {
  let hours = 0;
  for (const count of countsOf(stream[4])) hours += count;
  return hours;
}

/**
 * Nothing taught of it, or first seen within the memory of a slow leak: what a leak teaches does not make it familiar.
 * The stores of an account's first weeks are those that it began with.
 */
export function isYoungStore(habit: StorageHabit, id: number, accountFirstMs: number): boolean {
  const store = habit.stores.find((row) => row[0] === id);
  if (store === undefined) return true;
  if (store[2] < Math.floor(accountFirstMs / DAY_MS) + DRIP_MEMORY_DAYS) return false;
  if (store[2] > Math.floor(habit.newestHour / 24) - DRIP_MEMORY_DAYS) return true;
  return !habit.streams.some((stream) => stream[0] === id);
}
