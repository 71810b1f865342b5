import { describe, expect, it } from 'vitest';
import { bytesEvidence, HOSTILE } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { amountWords, bytesChart, bytesFigure, habitWords, spanWords } from './bytes-chart.ts';
import { byteDays } from './bytes-days.ts';

const picture = { id: 'b', evidence: bytesEvidence(), who: 'ola@example.com', suspectDay: '2018-09-07' };
const drawn = (over: object = {}) => elementsOf(String(bytesChart({ ...picture, ...over }, 'wide')));
const day = (name: string, uploadBytes: number, service = 'dropbox.com') => ({
  day: name,
  service,
  uploadBytes,
  downloadBytes: 0,
});

describe('the picture of bytes', () => {
  it.each(['wide', 'narrow'] as const)('is well-formed XML in its %s layout', (layout) => {
    expect(xmlFault(String(bytesChart(picture, layout)))).toBeUndefined();
  });

  it('makes the day in question stand out, with its amount', () => {
    const [bar] = withClass(drawn(), 'rect', 'hot');
    expect(bar?.attributes['data-day']).toBe('2018-09-07');
    expect(withClass(drawn(), 'text', 'value').map(({ text }) => text)).toEqual(['4.1 GB']);
  });

  it('is logarithmic: ten times the bytes is one step more, wherever it stands', () => {
    const evidence = bytesEvidence({
      days: [day('2018-09-05', 1e6), day('2018-09-06', 1e7), day('2018-09-07', 1e8)],
      usualBytes: 0,
    });
    const [one = 0, ten = 0, hundred = 0] = drawn({ evidence })
      .filter((element) => element.attributes['data-day'] !== undefined)
      .map((bar) => numberOf(bar, 'height'));
    expect(hundred - ten).toBeCloseTo(ten - one, 0);
    expect(ten).toBeGreaterThan(one + 10);
  });

  it('draws the habit at its amount, and none where there is none', () => {
    const evidence = bytesEvidence({ days: [day('2018-09-07', 38_000_000)] });
    const habit = withClass(drawn({ evidence }), 'line', 'habit')[0];
    const bar = withClass(drawn({ evidence }), 'rect', 'hot')[0];
    expect(habit?.attributes.y1).toBe(bar?.attributes.y);
    expect(withClass(drawn({ evidence: bytesEvidence({ usualBytes: 0 }) }), 'line', 'habit')).toEqual([]);
  });

  it('marks other stores by shape', () => {
    const evidence = bytesEvidence({
      days: [day('2018-09-07', 5e9), day('2018-09-07', 3e6, 'a.example'), day('2018-09-07', 2e6, 'b.example')],
    });
    expect(withClass(drawn({ evidence }), 'circle', 'other-0')).toHaveLength(1);
    expect(withClass(drawn({ evidence }), 'path', 'other-1')).toHaveLength(1);
  });

  it('counts days without traffic and forgets those older than thirty', () => {
    const evidence = bytesEvidence({ days: [day('2018-01-01', 1), day('2018-09-01', 1e6), day('2018-09-07', 1e9)] });
    const days = byteDays(evidence);
    expect(days).toHaveLength(30);
    expect(days.at(0)?.day).toBe('2018-08-09');
    expect(days.filter(({ stores }) => stores.length > 0)).toHaveLength(2);
  });

  it('reads downloads where the finding is about downloads', () => {
    const days = [{ day: '2018-09-07', service: 'sharepoint.com', uploadBytes: 1, downloadBytes: 9 }];
    expect(byteDays(bytesEvidence({ operation: 'download', days }))[0]?.stores[0]?.bytes).toBe(9);
  });

  it.each([
    [
      'an hour and a half',
      { windowMinutes: 90 },
      '4.1 GB in 41 objects within 90 minutes; a busy hour of the account moves 38 MB, in 6 objects',
    ],
    [
      'one object',
      { windowMinutes: 1, count: 1, usualCount: 1 },
      '4.1 GB in 1 object within 1 minute; a busy hour of the account moves 38 MB, in 1 object',
    ],
    [
      'a day, of which no objects are known to be usual',
      { windowMinutes: 1440 },
      '4.1 GB in 41 objects within a day; a busy day of the account moves 38 MB',
    ],
    [
      'a leak, whose count is of days',
      { windowMinutes: 6 * 1440, count: 6, usualCount: 1 },
      '4.1 GB on 6 days; a busy day of the account moves 38 MB',
    ],
    [
      'a store that tells no sizes',
      { bytes: 0, usualBytes: 0, windowMinutes: 2 },
      '41 objects within 2 minutes; a busy hour of the account moves 6 objects',
    ],
    [
      'no habit',
      { usualBytes: 0, usualCount: 0, windowMinutes: 2 },
      '4.1 GB in 41 objects within 2 minutes; the account has no habit of this yet',
    ],
  ])('says of %s what its finding says', (_, over, words) => {
    const evidence = bytesEvidence(over);
    expect(`${amountWords(evidence)} ${spanWords(evidence)}; ${habitWords(evidence)}`).toBe(words);
  });

  it.each([
    ['one day', { windowMinutes: 60 }, 'within 60 minutes, on 2018-09-07;'],
    ['the last day of a leak', { windowMinutes: 6 * 1440 }, 'on 6 days, the last of them 2018-09-07;'],
  ])('tells who hears it of %s', (_, over, words) => {
    const said = elementsOf(String(bytesChart({ ...picture, evidence: bytesEvidence(over) }, 'wide')));
    expect(said.find(({ name }) => name === 'desc')?.text).toContain(words);
  });

  it('survives days that are none, and amounts that are none', () => {
    const evidence = bytesEvidence({
      days: [day('never', 5), day('2018-09-07', Number.NaN), day('2018-09-06', -4), day('2018-09-05', 1e300)],
      usualBytes: Number.NaN,
    });
    const text = String(bytesChart({ ...picture, evidence }, 'narrow'));
    expect(xmlFault(text)).toBeUndefined();
    expect(text).not.toMatch(/="[^"]*(NaN|Infinity)/);
    expect(xmlFault(String(bytesChart({ ...picture, evidence: bytesEvidence({ days: [] }) }, 'wide')))).toBeUndefined();
  });

  it.each(HOSTILE)('stays a picture when the store is called %j', (service) => {
    const evidence = bytesEvidence({
      service,
      days: [day('2018-09-07', 1e9, service), day('2018-09-06', 1, `${service}2`)],
    });
    expect(xmlFault(String(bytesFigure({ ...picture, evidence })))).toBeUndefined();
  });
});
