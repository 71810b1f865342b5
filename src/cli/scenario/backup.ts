import { type Day, instantAt, OSLO_OFFSET_MINUTES, weekdayOf } from './calendar.ts';
import { BACKUP_AGENT } from './clients.ts';
import type { Draft } from './life.ts';
import { BACKUP } from './people.ts';
import { OFFICE } from './places.ts';
import type { Random } from './random.ts';

const NIGHTLY_VOLUME_BYTES = 1_200_000_000;
const FULL_VOLUME_BYTES = 4_000_000_000;
const SUNDAY = 0;

/** A machine account that sends numbered archive volumes to a store every night, and everything on Sundays. */
export function backupLife(days: readonly Day[], random: Random): Draft[] {
  return days.flatMap((day) => {
    const full = weekdayOf(day) === SUNDAY;
    const start = 1 + random.between(0, 0.2);
    const common = (hour: number) => ({
      time: instantAt(day, hour, OSLO_OFFSET_MINUTES),
      account: BACKUP,
      ip: '192.0.2.5',
      userAgent: BACKUP_AGENT,
      geo: OFFICE.geo,
    });
    const volumes = Array.from(
      { length: full ? 6 : 3 },
      (_, volume): Draft => ({
        ...common(start + 0.05 + volume * (full ? 0.4 : 0.2)),
        type: 'storage',
        service: 's3.amazonaws.com',
        operation: 'upload',
        bytes: Math.round(random.skewed(full ? FULL_VOLUME_BYTES : NIGHTLY_VOLUME_BYTES, 0.1)),
        object: `${full ? 'full' : 'nightly'}-${day}.7z.00${volume + 1}`,
      }),
    );
    const login: Draft = {
      ...common(start),
      type: 'login',
      outcome: 'success',
      interactive: false,
      factor: 'token',
      app: 's3',
    };
    return [login, ...volumes];
  });
}
