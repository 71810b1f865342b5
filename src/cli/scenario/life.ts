import type { LoginEvent, StorageEvent } from '../../domain/event.ts';
import {
  type Day,
  dayNumberOf,
  instantAt,
  isWeekend,
  OSLO_OFFSET_MINUTES,
  SINGAPORE_OFFSET_MINUTES,
} from './calendar.ts';
import { desktopAgent, phoneAgent } from './clients.ts';
import type { Person } from './people.ts';
import { type Access, CABIN, MOBILE, OFFICE, SINGAPORE_HOTEL } from './places.ts';
import type { Random } from './random.ts';

/** An event before it has its id. */
export type Draft = Omit<LoginEvent, 'id'> | Omit<StorageEvent, 'id'>;

/** A working day's sessions: hours after its start, their spread, and how likely each is. */
const DAY_SESSIONS = [
  { after: 0, spread: 0.1, likely: 1 },
  { after: 2.3, spread: 0.5, likely: 0.45 },
  { after: 4.4, spread: 0.4, likely: 0.75 },
  { after: 6.4, spread: 0.6, likely: 0.5 },
] as const;
const MISTYPED_PASSWORD = 0.03;
const HOLIDAY_GLANCE = 0.3;
const OFFICE_FILE_MEDIAN_BYTES = 900_000;
const CAMPAIGN_FILM_MEDIAN_BYTES = 60_000_000;

interface Seat {
  readonly day: Day;
  readonly hour: number;
  readonly offsetMinutes: number;
  readonly access: Access;
  readonly userAgent: string;
  readonly app: string;
}

/** All that one of the staff does on the given days. `index` tells people's addresses apart. */
export function lifeOf(person: Person, index: number, days: readonly Day[], random: Random): Draft[] {
  return days.flatMap((day) => {
    const seats = seatsOf(person, day, random);
    return seats.flatMap((seat) => [
      ...loginsAt(person.name, index, seat, random),
      ...filesAt(person, index, seat, random),
    ]);
  });
}

function seatsOf(person: Person, day: Day, random: Random): Seat[] {
  const { journey } = person;
  if (journey !== undefined && day >= journey.leaves && day < journey.returns) {
    return day >= journey.arrives && day < journey.departs ? daysWork(person, day, random, SINGAPORE_HOTEL) : [];
  }
  if (person.holidays.some(([first, last]) => day >= first && day <= last)) {
    return random.chance(HOLIDAY_GLANCE) ? [phoneSeat(person, day, random.between(9, 22), CABIN)] : [];
  }
  if (!works(person, day)) return weekendSeats(person, day, random);
  const atHome = random.chance(person.homeOffice);
  return [...daysWork(person, day, random, atHome ? person.home : OFFICE), ...offHours(person, day, random)];
}

const works = (person: Person, day: Day): boolean =>
  person.rota === undefined ? !isWeekend(day) : person.rota[dayNumberOf(day) % person.rota.length] === true;

function daysWork(person: Person, day: Day, random: Random, access: Access): Seat[] {
  const away = access === SINGAPORE_HOTEL;
  const start = (away ? 9 : person.startHour) + random.normal(0, person.startSpread);
  return DAY_SESSIONS.filter(({ likely }) => random.chance(likely)).map(({ after, spread }) => ({
    ...desktopSeat(person, day, start + after + random.normal(0, spread), access),
    offsetMinutes: away ? SINGAPORE_OFFSET_MINUTES : OSLO_OFFSET_MINUTES,
  }));
}

function offHours(person: Person, day: Day, random: Random): Seat[] {
  const seats: Seat[] = [];
  if (random.chance(person.phoneMail * 0.6))
    seats.push(phoneSeat(person, day, person.startHour - random.between(0.3, 1.3), MOBILE));
  if (random.chance(person.phoneMail * 0.5)) seats.push(phoneSeat(person, day, random.normal(19.5, 1.6), MOBILE));
  if (random.chance(person.evening))
    seats.push(desktopSeat(person, day, random.normal(person.eveningHour, 1), person.home));
  return seats;
}

function weekendSeats(person: Person, day: Day, random: Random): Seat[] {
  const seats: Seat[] = [];
  if (random.chance(person.weekend)) seats.push(desktopSeat(person, day, random.normal(14, 3), person.home));
  if (random.chance(person.phoneMail * 0.3)) seats.push(phoneSeat(person, day, random.normal(13, 3), MOBILE));
  return seats;
}

const desktopSeat = (person: Person, day: Day, hour: number, access: Access): Seat => ({
  day,
  hour,
  access,
  offsetMinutes: OSLO_OFFSET_MINUTES,
  userAgent: desktopAgent(person.desktop, day),
  app: person.app,
});

const phoneSeat = (person: Person, day: Day, hour: number, access: Access): Seat => ({
  day,
  hour,
  access,
  offsetMinutes: OSLO_OFFSET_MINUTES,
  userAgent: phoneAgent(person.phone),
  app: 'mail',
});

const common = (account: string, index: number, seat: Seat, afterMinutes: number) => ({
  time: instantAt(seat.day, seat.hour + afterMinutes / 60, seat.offsetMinutes),
  account,
  ip: seat.access.ip(index),
  userAgent: seat.userAgent,
  geo: seat.access.geo,
});

function loginsAt(account: string, index: number, seat: Seat, random: Random): Draft[] {
  const at = (afterMinutes: number, app: string) => ({
    ...common(account, index, seat, afterMinutes),
    type: 'login' as const,
    interactive: true,
    app,
  });
  const success = { outcome: 'success', factor: 'mfa' } as const;
  const logins: Draft[] = [{ ...at(0, seat.app), ...success }];
  if (random.chance(MISTYPED_PASSWORD))
    logins.unshift({ ...at(-0.4, seat.app), outcome: 'failure', failure: 'bad-password' });
  if (random.chance(0.3)) logins.push({ ...at(random.between(2, 40), 'intranet'), ...success });
  return logins;
}

function filesAt(person: Person, index: number, seat: Seat, random: Random): Draft[] {
  if (seat.userAgent === phoneAgent(person.phone)) return [];
  const files: Draft[] = [];
  const wanted = Math.floor(random.skewed(person.filesPerSession, 0.8));
  for (let file = 0; file < Math.min(wanted, 8); file += 1) {
    files.push({
      ...common(person.name, index, seat, random.between(1, 50)),
      type: 'storage',
      service: 'sharepoint.com',
      operation: random.chance(0.7) ? 'download' : 'upload',
      bytes: Math.round(random.skewed(OFFICE_FILE_MEDIAN_BYTES, 1.3)),
      object: `${random.pick(['report', 'minutes', 'plan', 'budget', 'draft'])}-${random.whole(1, 400)}.${random.pick(['docx', 'xlsx', 'pptx', 'pdf'])}`,
    });
  }
  if (person.usesDropbox === true) files.push(...filmsAt(person, index, seat, random));
  return files;
}

/** Marketing shares films and pictures with an agency by Dropbox: much, and every day. */
function filmsAt(person: Person, index: number, seat: Seat, random: Random): Draft[] {
  return Array.from({ length: random.whole(1, 4) }, () => ({
    ...common(person.name, index, seat, random.between(1, 50)),
    type: 'storage' as const,
    service: 'dropbox.com',
    operation: random.chance(0.75) ? ('upload' as const) : ('download' as const),
    bytes: Math.round(random.skewed(CAMPAIGN_FILM_MEDIAN_BYTES, 1)),
    object: `autumn-campaign-${random.whole(1, 90)}.${random.pick(['mp4', 'psd', 'zip', 'tif'])}`,
  }));
}
