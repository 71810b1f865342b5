import { expect, it } from 'vitest';
import { aLogin, enriched, OSLO, SINGAPORE } from '../../../test/support/events.ts';
import { foldLives, LATER, loginAt, officeLogins, STRANGE_CLIENT } from '../../../test/support/login-lives.ts';
import { DAY_MS, formatInstant, HOUR_MS } from '../../domain/time.ts';
import { type Baseline, SESSION } from '../baseline.ts';
import { hoursSession } from './session-view.ts';

const account = 'ola@example.com';
const life = foldLives(officeLogins());
const telephoneAt = (atMs: number) => {
  const event = enriched(aLogin({ time: formatInstant(atMs), geo: { ...OSLO, asn: 64510, asOrg: 'Example Mobile' } }));
  return { ...event, network: { ...event.network, kind: 'mobile' as const } };
};
/** The telephone's session of a life, as the hours see it. */
function telephoneOf(baseline: Baseline | undefined) {
  const session = baseline?.recent.find(([, , , , flags]) => (flags & SESSION.mobile) !== 0);
  if (baseline === undefined || session === undefined) throw new Error('no telephone');
  return hoursSession(baseline, session);
}
const after = (...events: Parameters<typeof foldLives>[0]) =>
  telephoneOf(foldLives(events, life).baselines.get(account)).roaming;
const there = LATER + 2 * DAY_MS;

it('a telephone roams while another session shows its owner far away', () => {
  expect(after(loginAt(there, { geo: SINGAPORE }), telephoneAt(there + HOUR_MS))).toBe(true);
});

it('it does not while he is at home, nor for what was days ago', () => {
  expect(after(loginAt(there), telephoneAt(there + HOUR_MS))).toBe(false);
  expect(after(loginAt(there, { geo: SINGAPORE }), telephoneAt(there + 6 * DAY_MS))).toBe(false);
});

it('it does not while he is where the clock of his hours is, though home is but an exit elsewhere', () => {
  const exits = Array.from({ length: 60 }, (_, day) => loginAt(LATER + (3 + day) * DAY_MS, { geo: SINGAPORE }));
  const moved = foldLives(exits, life).baselines.get(account);
  if (moved === undefined) throw new Error('no baseline');
  const at = LATER + 64 * DAY_MS;
  const roams = (baseline: Baseline) => {
    const state = { ...life, baselines: new Map([[account, baseline]]) };
    return telephoneOf(foldLives([loginAt(at), telephoneAt(at + HOUR_MS)], state).baselines.get(account)).roaming;
  };
  expect(moved.hours.clock?.[0]).toBe('Europe/Oslo');
  expect(roams(moved)).toBe(false);
  expect(
    roams({ ...moved, hours: { ...moved.hours, clock: ['Asia/Singapore', moved.hours.clock?.[1] ?? '', 0] } }),
  ).toBe(true);
});

it('the zone beside home is where the account lives most of all others', () => {
  const { baselines } = foldLives(
    [0, 1, 2].map((day) => loginAt(there + day * DAY_MS, { geo: SINGAPORE })),
    life,
  );
  const baseline = baselines.get(account);
  const last = baseline?.recent.at(-1);
  if (baseline === undefined || last === undefined) throw new Error('no session');
  const beside = { homeZone: 'Europe/Oslo', nextZone: 'Asia/Singapore', isHomeSettled: true };
  expect(hoursSession(baseline, last)).toMatchObject(beside);
  const young = foldLives(officeLogins(8)).baselines.get(account);
  expect(young && hoursSession(young, last).isHomeSettled).toBe(false);
});

it('nor for a far session that is itself suspicious, or another telephone’s', () => {
  const stranger = loginAt(there, { geo: SINGAPORE }, { client: STRANGE_CLIENT });
  expect(after(stranger, telephoneAt(there + HOUR_MS))).toBe(false);
  const abroad = loginAt(there, { geo: SINGAPORE });
  const roaming = { ...abroad, network: { ...abroad.network, kind: 'mobile' as const } };
  const { baselines } = foldLives([roaming, telephoneAt(there + HOUR_MS)], life);
  const baseline = baselines.get(account);
  const last = baseline?.recent.at(-1);
  if (baseline === undefined || last === undefined) throw new Error('no session');
  expect(hoursSession(baseline, last).roaming).toBe(false);
});
