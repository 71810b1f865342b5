import type { AccountView, Viewer } from '../../dashboard/index.ts';
import { type Baseline, minuteOf } from '../../detection/baseline.ts';
import { habitualPlaces } from '../../detection/home-zones.ts';
import type { Alert } from '../../domain/alert.ts';
import { formatInstant, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import { busyHours, hoursOfWeek } from './account-habits.ts';

/** What the page shows of a baseline. */
export function accountView(
  viewer: Viewer,
  account: string,
  baseline: Baseline | undefined,
  alerts: readonly Alert[],
): AccountView {
  if (baseline === undefined) return { viewer, account, homeZones: [], alerts };
  const places = habitualPlaces(baseline, minuteOf(viewer.nowMs));
  return {
    viewer,
    account,
    firstSeen: formatInstant(baseline.first * SECOND_MS),
    lastSeen: formatInstant(baseline.newest * SECOND_MS),
    sessions: baseline.sessions,
    homeZones: distinct(places.map(([, , , , zone]) => zone)),
    countries: distinct(places.map(([country]) => country)),
    fingerprints: baseline.fingerprints.map(([network, client, firstMinute, lastMinute, sessions]) => ({
      network,
      client,
      firstSeen: formatInstant(firstMinute * MINUTE_MS),
      lastSeen: formatInstant(lastMinute * MINUTE_MS),
      sessions,
    })),
    ...hoursOfWeek(baseline.hours),
    stores: busyHours(baseline.storage),
    alerts,
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');
