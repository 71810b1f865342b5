import { describe, expect, test } from 'vitest';
import {
  ATTACK_AT,
  aContext,
  GB,
  LIFE_BEGINS,
  live,
  loud,
  MB,
  officeLife,
  packedVolumes,
  series,
} from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

const bursts = (lived: ReturnType<typeof live>) => loud(lived).filter(({ detection }) => detection === 'upload-burst');

const bySyncClient = (events: ReturnType<typeof series>) =>
  events.map((event) => ({ ...event, client: { family: 'OneDrive sync', automation: false } }));

describe('true cases', () => {
  test.each([
    ['a small user', 0.2 * MB],
    ['an ordinary user', MB],
    ['a user of large files', 5 * MB],
  ])('packed volumes by curl to a new store, from %s, are seen within five uploads', (_, medianBytes) => {
    const life = officeLife({ medianBytes });
    const [first] = bursts(live([...life, ...packedVolumes()]));
    expect(first?.eventNumber).toBeLessThan(life.length + 5);
    expect(first?.summary).toMatch(/sent by curl, never seen here before; dropbox.com is a new store/);
  });

  test('a browser that sends 40 GB to the usual store in an hour needs nothing new to be seen', () => {
    const burst = series(ATTACK_AT, 40, MINUTE_MS, () => ({ bytes: GB }));
    expect(bursts(live([...officeLife(), ...burst])).length).toBeGreaterThan(0);
  });

  test('an account that never stored anything: by a tool, or by a stranger; its own client may begin', () => {
    const five = (userAgent?: string) =>
      series(ATTACK_AT, 50, MINUTE_MS, () => ({
        service: 'mega.nz',
        bytes: 100 * MB,
        ...(userAgent && { userAgent }),
      }));
    const gravest = (events: ReturnType<typeof five>, context = aContext()) =>
      loud(live(events, context)).map(({ detection, severity }) => `${detection} ${severity}`);
    const stranger = five().map((event) => ({ ...event, network: { asn: 64_500, kind: 'hosting' as const } }));
    expect(gravest(five('curl/8.1'))).toContain('upload-burst medium');
    expect(
      gravest(stranger, aContext({ networkSessions: 0, newNetwork: true, newClient: true, fingerprintSessions: 0 })),
    ).toContain('takeover-then-exfiltration critical');
    expect(gravest(five())).toEqual([]);
    expect(gravest(five(), aContext({ networkSessions: 0, newNetwork: true }))).toEqual([]);
    // Whoever stores is measured by that.
    const scores = (sessions: number) =>
      live(
        [...officeLife({ days: 5 }), ...five('curl/8.1')],
        aContext({ accountSessions: sessions, networkSessions: sessions }),
      ).findings.map(({ score }) => score);
    expect(scores(9_000)).toEqual(scores(10));
  });

  test('hundreds of uploads are seen where the source logs no sizes', () => {
    const life = officeLife().map(({ bytes: _bytes, ...event }) => event);
    const burst = series(ATTACK_AT, 600, 3000, () => ({})).map(({ bytes: _bytes, ...event }) => event);
    const [found] = bursts(live([...life, ...burst]));
    expect(found?.summary).toMatch(/uploads to sharepoint.com in .* a busy hour of this account moves \d+ objects?/);
    const sizedOnce = burst.map((event, index) => (index === 0 ? { ...event, bytes: 30 * MB } : event));
    expect(bursts(live([...life, ...sizedOnce])).length).toBeGreaterThan(0);
  });

  const letters = (index: number) => `letter to a client${'!'.repeat(index % 9)}.docx`;

  test('a folder sent to a new store by the usual browser, with names that say nothing', () => {
    const folder = series(ATTACK_AT, 20, 3 * MINUTE_MS, (index) => ({
      service: 'mega.nz',
      bytes: 70 * MB,
      object: letters(index),
    }));
    expect(bursts(live([...officeLife({ medianBytes: 3 * MB }), ...folder])).length).toBeGreaterThan(0);
  });

  test('three gigabytes sent to a new store over eight hours, none of which is a burst', () => {
    const day = series(ATTACK_AT, 80, 6 * MINUTE_MS, (index) => ({
      service: 'mega.nz',
      bytes: 40 * MB,
      object: letters(index),
    }));
    const [first] = bursts(live([...officeLife({ medianBytes: 3 * MB }), ...day]));
    expect(first?.summary).toMatch(
      /a busy hour of this account moves .*; .* GB there on that day, a busy day of this account moves \d+ MB; mega.nz is a new store/,
    );
  });

  test('a burst that crosses the full hour is not halved', () => {
    const life = officeLife({ medianBytes: 5 * MB });
    const across = packedVolumes(ATTACK_AT + 58 * MINUTE_MS, 4, { bytes: 50 * MB });
    expect(bursts(live([...life, ...across.slice(0, 2)]))).toEqual([]);
    expect(bursts(live([...life, ...across.slice(2)]))).toEqual([]);
    expect(bursts(live([...life, ...across]))).toHaveLength(1);
  });

  test('a burst that comes a day late, backwards, is seen all the same', () => {
    const after = officeLife({ days: 2, fromMs: ATTACK_AT + 0.9 * DAY_MS, seed: 4 });
    expect(bursts(live([...officeLife(), ...after, ...packedVolumes().toReversed()])).length).toBeGreaterThan(0);
  });

  test('a sync client in a data centre, in a gravely suspicious session, or with a new store', () => {
    const folder = bySyncClient(series(ATTACK_AT, 300, 10_000, () => ({ bytes: 40 * MB })));
    const away = folder.map((event) => ({ ...event, network: { asn: 64_500, kind: 'hosting' as const } }));
    const elsewhere = folder.map((event) => ({ ...event, service: 'mega.nz' }));
    const journey = { detection: 'impossible-travel', severity: 'high', timeMs: ATTACK_AT, summary: 'far' } as const;
    const unused = { networkSessions: 0 };
    for (const [events, context] of [
      [away, unused],
      [elsewhere, unused],
      [folder, { ...unused, suspicion: [journey] }],
    ] as const)
      expect(bursts(live([...officeLife(), ...events], aContext(context))).length).toBeGreaterThan(0);
  });

  test('numbered volumes, or anything from a new network where none was seen before, by what calls itself a sync client', () => {
    const away = { networkSessions: 0, newNetwork: true };
    const volumes = bySyncClient(packedVolumes(ATTACK_AT, 40, { service: 'sharepoint.com' }));
    expect(bursts(live([...officeLife(), ...volumes], aContext(away))).length).toBeGreaterThan(0);
    const folder = bySyncClient(series(ATTACK_AT, 300, 10_000, () => ({ bytes: 40 * MB })));
    const lived = (habit: ReturnType<typeof officeLife>) =>
      bursts(live(folder, aContext({ ...away, newClient: true }), live(habit).habit)).length;
    expect(lived(officeLife())).toBeGreaterThan(0);
    expect(lived([...officeLife({ days: 60 }), ...bySyncClient(officeLife({ days: 69, seed: 2 }))])).toBe(0);
  });

  test('it is said once, and again each time that it has multiplied by four', () => {
    const said = live([...officeLife(), ...packedVolumes(ATTACK_AT, 60)]).findings.filter(
      ({ detection, severity }) => detection === 'upload-burst' && severity === 'high',
    );
    const bytes = said.flatMap(({ evidence }) => (evidence.kind === 'bytes' ? [evidence.bytes] : []));
    expect(bytes.length).toBeGreaterThanOrEqual(2);
    for (const [index, later] of bytes.slice(1).entries()) {
      expect(later / (bytes[index] ?? 0)).toBeGreaterThanOrEqual(4);
      expect(later / (bytes[index] ?? 0)).toBeLessThan(5.5);
    }
    expect((bytes.at(-1) ?? 0) * 4).toBeGreaterThan(6_000 * MB);
  });
});

describe('false cases', () => {
  test("a telephone's photographs of a week, to the usual store", () => {
    const photographs = (service: string) =>
      series(ATTACK_AT, 90, MINUTE_MS, (index) => ({ service, bytes: 5 * MB, object: `IMG_${index}.heic` }));
    const life = officeLife({ medianBytes: 3 * MB });
    expect(loud(live([...life, ...photographs('sharepoint.com')]))).toEqual([]);
    expect(bursts(live([...life, ...photographs('mega.nz')]))).not.toEqual([]);
  });

  test('the close of a quarter: 25 files three times as large as usual, to the usual store by the usual client', () => {
    const quarter = series(ATTACK_AT, 25, 2 * MINUTE_MS, (index) => ({ bytes: 3 * MB * (1 + (index % 9)) }));
    expect(bursts(live([...officeLife(), ...quarter]))).toEqual([]);
  });

  test('a nightly backup of four gigabytes, from its first night on', () => {
    const nights = series(LIFE_BEGINS + HOUR_MS, 90, DAY_MS, (index) => ({
      service: 'backblaze.com',
      userAgent: 'restic/0.19',
      bytes: 4 * GB + (index % 7) * 200 * MB,
      object: `snapshot-${index}`,
    }));
    const both = [...officeLife({ days: 90 }), ...nights].toSorted((one, other) => one.timeMs - other.timeMs);
    expect(loud(live(both))).toEqual([]);
  });

  test('the colleague who sends 50 MB files to Dropbox every day', () => {
    const marketing = officeLife({ medianBytes: 50 * MB, perDay: 8, days: 120, event: { service: 'dropbox.com' } });
    expect(loud(live(marketing))).toEqual([]);
  });

  test('two films sent through a new store by the usual browser', () => {
    const films = series(ATTACK_AT, 2, 20 * MINUTE_MS, (index) => ({
      service: 'wetransfer.com',
      bytes: 600 * MB,
      object: `film ${index === 0 ? 'one' : 'two'}.mp4`,
    }));
    expect(bursts(live([...officeLife({ medianBytes: 3 * MB }), ...films]))).toEqual([]);
  });

  test('a day of ordinary files to a new store', () => {
    const files = series(ATTACK_AT, 40, 12 * MINUTE_MS, () => ({
      service: 'box.com',
      bytes: 3 * MB,
      object: 'a.docx',
    }));
    expect(bursts(live([...officeLife({ medianBytes: 3 * MB }), ...files]))).toEqual([]);
  });

  test('a new store and a new tool with a small file are no burst', () => {
    expect(bursts(live([...officeLife(), ...packedVolumes(ATTACK_AT, 1, { bytes: 2 * MB })]))).toEqual([]);
  });

  test('a sync client that moves a folder to the store the account uses anyway stays at low', () => {
    const folder = bySyncClient(series(ATTACK_AT, 300, 10_000, () => ({ bytes: 40 * MB })));
    expect(loud(live([...officeLife(), ...folder]))).toEqual([]);
  });

  test('the sync client of a new laptop fills the usual store from a network that the account never used', () => {
    const folder = bySyncClient(series(ATTACK_AT, 300, 10_000, () => ({ bytes: 40 * MB })));
    const lived = live([...officeLife(), ...folder], aContext({ networkSessions: 0, newNetwork: true }));
    expect(loud(lived)).toEqual([]);
    expect(lived.findings.some(({ detection, severity }) => detection === 'upload-burst' && severity === 'low')).toBe(
      true,
    );
  });

  test('the same through the anonymiser that the account always uses', () => {
    const folder = bySyncClient(series(ATTACK_AT, 300, 10_000, () => ({ bytes: 40 * MB })));
    const tunnelled = folder.map((event) => ({ ...event, network: { asn: 64_501, kind: 'vpn' as const } }));
    expect(loud(live([...officeLife(), ...tunnelled]))).toEqual([]);
  });

  test('a store that the tenant sanctions is no news', () => {
    const upload = series(ATTACK_AT, 3, MINUTE_MS, () => ({ service: 'box.com', bytes: 60 * MB }));
    const sanctioned = aContext({ settings: { egressRanges: [], sanctionedStores: ['box.com'] } });
    expect(live([...officeLife(), ...upload], sanctioned).findings).toEqual([]);
  });
});

test('the evidence draws a picture: the window, a busy hour, and bytes by day and store', () => {
  const [found] = bursts(live([...officeLife(), ...packedVolumes()]));
  if (found?.evidence.kind !== 'bytes') throw new Error('bytes evidence expected');
  expect(found.evidence.service).toBe('dropbox.com');
  expect(found.evidence.usualBytes).toBeGreaterThan(MB);
  expect(found.evidence.days.length).toBeGreaterThan(10);
  expect(found.evidence.days.length).toBeLessThanOrEqual(30);
  expect(found.evidence.days.map(({ day }) => day)).toEqual(found.evidence.days.map(({ day }) => day).toSorted());
  expect(found.evidence.days.at(-1)).toMatchObject({ day: '2018-08-13', service: 'dropbox.com' });
});
