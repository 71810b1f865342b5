import { describe, expect, it } from 'vitest';
import { OSLO } from '../../../test/support/events.ts';
import { foldLives, LATER, loginAt, officeLogins, STRANGE_CLIENT } from '../../../test/support/login-lives.ts';
import type { Geo } from '../../domain/event.ts';
import type { Finding } from '../../domain/finding.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { type CampaignFolded, emptyCampaignPool, foldCampaign } from './campaign.ts';
import { poolZone } from './zone.ts';

const people = Array.from({ length: 12 }, (_, index) => `person-${index}@example.com`);
const lives = foldLives(people.flatMap((account) => officeLogins(70, { account })));
const TRANSIT = { ...OSLO, asn: 64700, asOrg: 'Example Transit' };
/** Monday, 35 days after LATER. */
const START = LATER + 35 * DAY_MS - 9 * HOUR_MS;
/** A working day at UTC+8, in UTC hours. */
const HOURS = [0.5, 1, 2, 3, 6, 7, 8, 9];

/** Four sessions on each account, two accounts a week, at working hours of UTC+8. */
function intrusions(count: number, geo: Geo = TRANSIT, laterHours: (person: number) => number = () => 0) {
  return people
    .slice(0, count)
    .flatMap((account, person) =>
      [0, 1, 2, 3].map((visit) =>
        loginAt(
          START +
            (7 * Math.floor(person / 2) + 2 * (person % 2) + Math.floor(visit / 2)) * DAY_MS +
            ((HOURS[(2 * visit + person) % 8] ?? 0) + laterHours(person)) * HOUR_MS,
          { account, geo },
          { client: STRANGE_CLIENT },
        ),
      ),
    );
}

function pooled(findings: readonly Finding[]) {
  let pool = emptyCampaignPool;
  const folded: CampaignFolded[] = [];
  for (const finding of findings) {
    const step = foldCampaign(pool, finding);
    pool = step.pool;
    folded.push(step);
  }
  return {
    pool,
    findings: folded.flatMap((step) => step.findings),
    campaigns: folded.flatMap((step) => step.campaigns),
  };
}

it('hundreds of sessions of one person are no surer of the zone than some dozens: people differ from any kind', () => {
  const WEEK_MINUTES = 7 * 1440;
  const week = [0, 1, 2, 3, 4].flatMap((day) => HOURS.map((hour) => START / 60_000 + day * 1440 + hour * 60));
  const weeks = (count: number) =>
    Array.from({ length: count }, (_, at) => week.map((minute) => minute + at * WEEK_MINUTES)).flat();
  const surest = (count: number) =>
    Math.max(...poolZone([weeks(count)]).posterior.map(({ probability }) => probability));
  expect(surest(1)).toBeLessThan(surest(3) - 0.01);
  expect(surest(10)).toBeCloseTo(surest(3), 2);
});

it('names a zone that is rather right than wrong, and none that is not', () => {
  const start = START / 60_000;
  const named = [1, 2, 3, 4, 6, 8].flatMap((count) => {
    const starts = HOURS.slice(0, count).map((hour, at) => start + at * 1440 + hour * 60);
    const { zone, posterior, isOne } = poolZone(starts.map((each) => [each]));
    const near = posterior.map(
      ({ probability }, at) =>
        probability +
        (posterior.at(at - 1)?.probability ?? 0) +
        (posterior[(at + 1) % posterior.length]?.probability ?? 0),
    );
    expect(zone !== undefined).toBe(isOne && Math.max(...near) >= 0.5);
    return zone === undefined ? [] : [zone.probability];
  });
  expect(named.some((probability) => probability < 0.75)).toBe(true);
});

describe('a campaign', () => {
  const { findings } = foldLives(intrusions(8), lives);
  const outcome = pooled(findings);
  const last = outcome.campaigns.at(-1);

  it('is one, and holds every account', () => {
    expect(new Set(outcome.campaigns.map(({ id }) => id)).size).toBe(1);
    expect(last?.accounts).toHaveLength(8);
    expect(new Set(outcome.findings.map(({ account }) => account)).size).toBe(8);
  });

  it("is told in each member's own alert, at the time of the event that raised it", () => {
    for (const member of outcome.findings) {
      const own = findings.find(({ account }) => account === member.account);
      expect(member.alert).toBe(own?.alert);
      expect(findings.map(({ time }) => time)).toContain(member.time);
    }
  });

  it('tells of nobody before his own first session, though findings come late and out of order', () => {
    const firstMs = (account: string) =>
      Math.min(...findings.filter((finding) => finding.account === account).map(({ time }) => Date.parse(time)));
    const late = pooled(findings.toReversed());
    expect(new Set(late.findings.map(({ account }) => account)).size).toBe(8);
    for (const { account, time } of late.findings) expect(Date.parse(time)).toBeGreaterThanOrEqual(firstMs(account));
  });

  it('begins with the third account, and grows grave with the fifth', () => {
    expect(outcome.findings[0]?.severity).toBe('medium');
    expect(outcome.findings[0]?.time).toBe(findings.find(({ account }) => account === people[2])?.time);
    expect(outcome.findings.at(-1)?.severity).toBe('high');
  });

  it('tells the zone of its operator within an hour, and why its accounts belong together', () => {
    expect(Math.abs((last?.operatorZone?.utcOffsetMinutes ?? 0) - 480)).toBeLessThanOrEqual(60);
    expect(last?.summary).toContain('8 accounts had');
    expect(last?.summary).toContain('Firefox, Windows 7 on Example Transit AS64700');
    expect(last?.summary).toContain('never a city');
  });

  it('is not called one operator’s when half of its accounts are visited at the hours of the other side of the earth', () => {
    const visits = intrusions(12, TRANSIT, (person) => (person % 2 === 0 ? 0 : 12));
    const campaign = pooled(foldLives(visits, lives).findings).campaigns.at(-1);
    expect(campaign?.accounts).toHaveLength(12);
    expect(campaign?.operatorZone).toBeUndefined();
    expect(campaign?.title).toBe('One network and client, new to 12 accounts');
    expect(campaign?.summary).toContain('those of several people rather than of one');
  });

  it('is called one operator’s only once its hours point somewhere', () => {
    expect(last?.title).toBe('One operator in 8 accounts');
    const round = intrusions(8, TRANSIT, (person) => 3 * person);
    const spread = pooled(foldLives(round, lives).findings).campaigns.at(-1);
    expect(spread?.operatorZone).toBeUndefined();
    expect(spread?.title).toBe('One network and client, new to 8 accounts');
  });

  it('says the same if the same findings come again', () => {
    const again = pooled([...findings, ...findings]);
    expect(again.pool).toEqual(outcome.pool);
    expect(again.campaigns).toEqual(outcome.campaigns);
  });
});

describe('no campaign', () => {
  it('is made of two accounts', () => {
    expect(pooled(foldLives(intrusions(2), lives).findings).campaigns).toEqual([]);
  });

  it('is made of colleagues whose network the company has long used', () => {
    const users = ['nina', 'nils'].flatMap((name) =>
      officeLogins(100, { account: `${name}@example.com`, geo: TRANSIT }),
    );
    const company = foldLives(users, lives);
    expect(pooled(foldLives(intrusions(8), company).findings).campaigns).toEqual([]);
  });

  it('is made of colleagues who take up a new gateway, most of them with the clients they have', () => {
    const usual = people.slice(8).map((account, at) => loginAt(START + at * HOUR_MS, { account, geo: TRANSIT }));
    const newLaptops = intrusions(3);
    expect(pooled(foldLives([...usual, ...newLaptops], lives).findings).campaigns).toEqual([]);
    expect(pooled(foldLives(newLaptops, lives).findings).campaigns).not.toEqual([]);
  });

  it('is made of phones on a carrier', () => {
    const network = { asn: 64701, organisation: 'Example Mobile', kind: 'mobile' } as const;
    const phones = intrusions(8).map((event) => ({ ...event, network }));
    expect(pooled(foldLives(phones, lives).findings).campaigns).toEqual([]);
  });

  it('is made of new laptops at home', () => {
    expect(pooled(foldLives(intrusions(8, OSLO), lives).findings).campaigns).toEqual([]);
  });

  it('is made over half a year of chance', () => {
    const slow = people
      .slice(0, 4)
      .map((account, at) => loginAt(START + at * 100 * DAY_MS, { account, geo: TRANSIT }, { client: STRANGE_CLIENT }));
    expect(pooled(foldLives(slow, lives).findings).campaigns).toEqual([]);
  });
});

describe('the pool', () => {
  it('stays bounded under any number of accounts and fingerprints', () => {
    const [template] = foldLives(intrusions(1), lives).findings;
    if (template === undefined || template.evidence.kind !== 'novelty') throw new Error('no finding to copy');
    const { evidence } = template;
    const flood = Array.from(
      { length: 3_000 },
      (_, at): Finding => ({
        ...template,
        account: `${'a'.repeat(300)}${at}`,
        evidence: { ...evidence, fingerprint: { network: `AS${at % 700}`, client: 'Firefox' } },
      }),
    );
    const { pool } = pooled(flood);
    expect(JSON.stringify(pool).length).toBeLessThan(1_000_000);
  });
});
