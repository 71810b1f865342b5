import { type Day, daysBetween, instantAt, isWeekend } from './calendar.ts';
import { CURL_AGENT } from './clients.ts';
import type { Draft } from './life.ts';
import { VICTIM } from './people.ts';
import { type Access, OFFICE } from './places.ts';
import type { Random } from './random.ts';

export interface Intruder {
  /** Where the operator's day lies, minutes east of UTC. */
  readonly utcOffsetMinutes: number;
  readonly exit: Access;
  readonly userAgent: string;
  /** The way in. */
  readonly app: string;
}

export const INTRUSION_BEGINS: Day = '2018-08-17';
export const UPLOAD_DAY: Day = '2018-08-30';

/** The operator's working hours, local (those of APT1's remote logins, Mandiant 2013). Sessions lean to the start of a block. */
const BLOCKS = [
  { from: 8, to: 12 },
  { from: 14, to: 18 },
  { from: 19, to: 22 },
] as const;
/** Which blocks are worked on the operator's weekdays before the upload: fourteen sessions in nine days. */
const ROSTER = [[0], [0, 1], [1], [0, 2], [0, 1], [0], [1, 2], [0], [0, 1]] as const;
const UPLOAD_HOUR = 8.6;

/** Packed volumes: 40 of 100 MiB, 4.2 GB, named as they were at Visma. */
const VOLUME_BYTES = 104_857_600;
const ARCHIVES = [
  { name: 'ss', parts: 16 },
  { name: 'pp', parts: 14 },
  { name: 'dds', parts: 10 },
] as const;
const UPLOAD_GAP_SECONDS = { from: 55, to: 88 } as const;

/** The sessions of somebody else on the victim's account, and at their end the upload. */
export function intrusion(intruder: Intruder, random: Random): Draft[] {
  const workdays = daysBetween(INTRUSION_BEGINS, UPLOAD_DAY).filter((day) => !isWeekend(day) && day < UPLOAD_DAY);
  const sessions = workdays.flatMap((day, index) =>
    (ROSTER[index] ?? []).flatMap((block) => sessionIn(intruder, day, BLOCKS[block], random)),
  );
  return [...sessions, ...upload(intruder, random)];
}

function sessionIn(intruder: Intruder, day: Day, block: { from: number; to: number }, random: Random): Draft[] {
  const hour = Math.min(block.from + Math.abs(random.normal(0, 1.3)), block.to - 0.5);
  const drafts = [loginAt(intruder, day, hour)];
  if (random.chance(0.4)) drafts.push(loginAt(intruder, day, hour + random.between(0.1, 0.6)));
  return drafts;
}

const loginAt = (intruder: Intruder, day: Day, hour: number): Draft => ({
  time: instantAt(day, hour, intruder.utcOffsetMinutes),
  account: VICTIM,
  ip: intruder.exit.ip(0),
  userAgent: intruder.userAgent,
  geo: intruder.exit.geo,
  type: 'login',
  outcome: 'success',
  interactive: true,
  factor: 'password',
  app: intruder.app,
});

/** The volumes leave from inside: curl runs on the company's own host, so the gateway sees the office's address. */
function upload(intruder: Intruder, random: Random): Draft[] {
  const names = ARCHIVES.flatMap(({ name, parts }) =>
    Array.from({ length: parts }, (_, part) => `${name}.part${part + 1}.rar`),
  );
  let hour = UPLOAD_HOUR + 0.4;
  const volumes = names.map((object): Draft => {
    hour += random.between(UPLOAD_GAP_SECONDS.from, UPLOAD_GAP_SECONDS.to) / 3600;
    return {
      time: instantAt(UPLOAD_DAY, hour, intruder.utcOffsetMinutes),
      account: VICTIM,
      ip: OFFICE.ip(0),
      userAgent: CURL_AGENT,
      geo: OFFICE.geo,
      type: 'storage',
      service: 'dropbox.com',
      operation: 'upload',
      bytes: object === 'dds.part10.rar' ? Math.round(VOLUME_BYTES * 0.37) : VOLUME_BYTES,
      object,
      external: true,
    };
  });
  return [loginAt(intruder, UPLOAD_DAY, UPLOAD_HOUR), ...volumes];
}
