import { describe, expect, it } from 'vitest';
import { byHour, HOSTILE, hoursEvidence } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { workdayAtHome } from './hour-scale.ts';
import { hoursChart, hoursFigure } from './hours-chart.ts';
import { LAYOUT_WIDTH } from './svg.ts';

const picture = { id: 'h', evidence: hoursEvidence(), who: 'ola@example.com', operatorOffsetMinutes: 480 };
const drawn = (over: object = {}, layout: 'wide' | 'narrow' = 'wide') =>
  elementsOf(String(hoursChart({ ...picture, ...over }, layout)));

describe('the picture of hours', () => {
  it.each(['wide', 'narrow'] as const)('is well-formed XML in its %s layout', (layout) => {
    expect(xmlFault(String(hoursChart(picture, layout)))).toBeUndefined();
  });

  it('says of a home that is only guessed that it is', () => {
    const evidence = hoursEvidence({ homeZone: 'Etc/GMT-2', homeUtcOffsetMinutes: 120 });
    expect(String(hoursChart({ ...picture, evidence }, 'wide'))).toContain('UTC+2, home by a guess of its hours');
  });

  it('draws one bar per hour that has suspicious sessions', () => {
    const bars = withClass(drawn(), 'rect', 'hot');
    expect(bars.map((bar) => numberOf(bar, 'data-hour'))).toEqual([2, 3, 5, 8, 9, 10, 13, 14, 15]);
  });

  it('makes the bars as high as their counts say', () => {
    const heights = new Map(
      withClass(drawn(), 'rect', 'hot').map((bar) => [numberOf(bar, 'data-hour'), numberOf(bar, 'height')]),
    );
    const unit = (heights.get(5) ?? 0) / 1;
    expect((heights.get(2) ?? 0) / unit).toBeCloseTo(3, 1);
    expect((heights.get(3) ?? 0) / unit).toBeCloseTo(2, 1);
  });

  it('shades 08 to 18 of the operator at the home hours that they fall on', () => {
    const [shade] = withClass(drawn(), 'rect', 'workday');
    const hourWidth = (numberOf(shade ?? never(), 'width') ?? 0) / 10;
    const [first] = withClass(drawn(), 'rect', 'hot');
    // UTC+8 is six hours ahead of Oslo in summer: the shade begins at 02, where the first bar stands.
    expect(numberOf(first ?? never(), 'x')).toBeGreaterThan(numberOf(shade ?? never(), 'x'));
    expect(numberOf(first ?? never(), 'x')).toBeLessThan(numberOf(shade ?? never(), 'x') + hourWidth);
  });

  it('cuts the working day in two where midnight at home falls into it', () => {
    expect(workdayAtHome(6)).toEqual([{ from: 2, to: 12 }]);
    expect(workdayAtHome(12)).toEqual([
      { from: 0, to: 6 },
      { from: 20, to: 24 },
    ]);
    expect(workdayAtHome(-5.5)).toEqual([{ from: 13.5, to: 23.5 }]);
    expect(withClass(drawn({ operatorOffsetMinutes: 840 }), 'rect', 'workday')).toHaveLength(2);
  });

  it('shows home alone where no zone is known', () => {
    const { operatorOffsetMinutes: _, ...home } = picture;
    const elements = elementsOf(String(hoursChart(home, 'wide')));
    expect(withClass(elements, 'rect', 'workday')).toEqual([]);
    expect(withClass(elements, 'rect', 'ribbon')).toHaveLength(1);
  });

  it('keeps every shape inside the picture', () => {
    for (const layout of ['wide', 'narrow'] as const) {
      for (const shape of drawn({}, layout).filter(({ name }) => name === 'rect')) {
        expect(numberOf(shape, 'x')).toBeGreaterThanOrEqual(0);
        expect(numberOf(shape, 'x') + numberOf(shape, 'width')).toBeLessThanOrEqual(LAYOUT_WIDTH[layout]);
        expect(numberOf(shape, 'y')).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('has a title, and says in words how many sessions lie in the working day', () => {
    const elements = drawn();
    expect(elements.find(({ name }) => name === 'title')?.text).toContain('ola@example.com');
    expect(elements.find(({ name }) => name === 'desc')?.text).toContain(
      '10 of 14 begin between 08:00 and 18:00 at UTC+8',
    );
  });

  it('draws nothing false from evidence that is empty or holds no numbers', () => {
    const evidence = hoursEvidence({
      usual: byHour({}),
      suspicious: byHour({ 3: Number.NaN, 4: -2, 5: Number.POSITIVE_INFINITY }),
    });
    const text = String(hoursChart({ ...picture, evidence }, 'wide'));
    expect(xmlFault(text)).toBeUndefined();
    expect(text).not.toMatch(/NaN|Infinity/);
  });

  it('gives the same numbers as a table, in both zones', () => {
    const cells = elementsOf(String(hoursFigure(picture))).filter(({ name }) => name === 'tr');
    expect(cells).toHaveLength(25);
    expect(cells[3]?.text).toBe('02:0008:0030%');
  });

  it.each(HOSTILE)('stays a picture when the account is called %j', (who) => {
    const text = String(hoursChart({ ...picture, who }, 'wide'));
    expect(xmlFault(text)).toBeUndefined();
    expect(elementsOf(text).filter(({ name }) => ['script', 'img', 'b'].includes(name))).toEqual([]);
  });
});

const never = (): never => {
  throw new Error('the picture lacks it');
};
