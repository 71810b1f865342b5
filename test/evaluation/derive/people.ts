import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseInstant } from '../../../src/domain/time.ts';
import { utcOffsetMinutes } from '../../../src/domain/zone.ts';

/** A stretch of one person's life, by the wall clock of home: starts of sessions in minutes. */
export interface Life {
  readonly person: number;
  readonly account: string;
  readonly corpus: string;
  readonly localMinutes: readonly number[];
  readonly offsetMinutes: number;
}

interface Label {
  readonly account: string;
  readonly variant: string;
  readonly attack: { readonly start: string } | null;
}

interface Login {
  readonly time: string;
  readonly account: string;
  readonly userAgent?: string;
  readonly outcome?: string;
  readonly geo?: { readonly timeZone?: string; readonly asn?: number };
}

/** Lives that are no person's at one home: their hours would teach the wrong thing. */
const LEFT_OUT = new Set(['service', 'travel', 'relocation', 'vpn-egress']);
const CORPORA = ['hours', 'everyday', 'exfil', 'geo', 'campaign'];

/** The owners' sessions before any attack, one life for each account; the same person in several accounts has one number. */
export function readLives(folder: string): readonly Life[] {
  const lives = CORPORA.filter((name) => existsSync(join(folder, `${name}.ndjson.gz`))).flatMap((name) =>
    readCorpus(folder, name),
  );
  const persons = linkPersons(lives.map(({ localMinutes }) => localMinutes));
  return lives.map((life, index) => ({ ...life, person: persons[index] ?? index }));
}

function readCorpus(folder: string, corpus: string): Life[] {
  const labels: readonly Label[] = JSON.parse(readFileSync(join(folder, `${corpus}.labels.json`), 'utf8'));
  const byAccount = new Map(labels.map((label) => [label.account, { label, events: [] as Login[] }]));
  for (const line of gunzipSync(readFileSync(join(folder, `${corpus}.ndjson.gz`)))
    .toString()
    .split('\n')) {
    if (line === '') continue;
    const event: Login = JSON.parse(line);
    if (event.outcome !== 'failure') byAccount.get(event.account)?.events.push(event);
  }
  const lives: Life[] = [];
  for (const { label, events } of byAccount.values()) {
    const zone = events[0]?.geo?.timeZone;
    if (zone === undefined || LEFT_OUT.has(label.variant)) continue;
    const until = label.attack === null ? Number.POSITIVE_INFINITY : (parseInstant(label.attack.start) ?? 0);
    const localMinutes = sessionStarts(events, until).map(
      (atMs) => Math.floor(atMs / 60_000) + (utcOffsetMinutes(zone, atMs) ?? 0),
    );
    const last = localMinutes.length === 0 ? 0 : (parseInstant(events.at(-1)?.time ?? '') ?? 0);
    const offsetMinutes = utcOffsetMinutes(zone, last) ?? 0;
    lives.push({ person: -1, account: label.account, corpus, localMinutes, offsetMinutes });
  }
  return lives;
}

/** Events of one network and client with gaps under an hour are one session. */
function sessionStarts(events: readonly Login[], untilMs: number): number[] {
  const latest = new Map<string, number>();
  const starts: number[] = [];
  for (const { time, geo, userAgent } of events) {
    const atMs = parseInstant(time) ?? 0;
    if (atMs >= untilMs) continue;
    const name = `${geo?.asn ?? ''} ${userAgent ?? ''}`;
    if (atMs - (latest.get(name) ?? Number.NEGATIVE_INFINITY) >= 3_600_000) starts.push(atMs);
    latest.set(name, atMs);
  }
  return starts.sort((one, other) => one - other);
}

/** Two lives are one person's when pauses between sessions, by the wall clock, recur in both: dates are moved by weeks, pauses are not. */
function linkPersons(lives: readonly (readonly number[])[]): readonly number[] {
  const parent = lives.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  const seen = new Map<string, Set<number>>();
  lives.forEach((minutes, life) => {
    for (let index = 2; index < minutes.length; index += 1) {
      const first = (minutes[index - 1] ?? 0) - (minutes[index - 2] ?? 0);
      const second = (minutes[index] ?? 0) - (minutes[index - 1] ?? 0);
      if (first < 60 || second < 60 || first + second < 300) continue;
      const name = `${first} ${second}`;
      seen.set(name, (seen.get(name) ?? new Set()).add(life));
    }
  });
  const shared = new Map<string, number>();
  for (const together of seen.values())
    for (const one of together)
      for (const other of together)
        if (one < other) {
          const pair = `${one} ${other}`;
          const count = (shared.get(pair) ?? 0) + 1;
          shared.set(pair, count);
          if (count === 3) parent[find(one)] = find(other);
        }
  return lives.map((_, index) => find(index));
}

export const FOLDS = 5;

/** Fold of a person, 0 to 4. */
export const foldOf = (person: number): number => (Math.imul(person, 2_654_435_761) >>> 0) % FOLDS;
