import { describe, expect, it } from 'vitest';
import { byHour } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { habitChart, habitFigure } from './habit-chart.ts';

const picture = {
  id: 'h',
  homeZone: 'Europe/Oslo',
  weekdayHours: byHour({ 8: 60.4, 9: 100, 12: 40 }),
  weekendHours: byHour({ 11: 1 }),
};

describe('the picture of usual hours', () => {
  it.each(['wide', 'narrow'] as const)('is well-formed XML in its %s layout', (layout) => {
    expect(xmlFault(String(habitChart(picture, layout)))).toBeUndefined();
  });

  it('has a scale, on which its bars can be read', () => {
    const elements = elementsOf(String(habitChart(picture, 'wide')));
    const grid = withClass(elements, 'line', 'grid').map((line) => numberOf(line, 'y1'));
    const readings = withClass(elements, 'text', 'tick').filter(({ text }) => text.endsWith('%'));
    expect(readings.map(({ text }) => text)).toEqual(['50%', '50%', '100%', '100%']);
    // Nine o'clock has half of the weekday's sessions, eleven all of the weekend's.
    const tops = withClass(elements, 'rect', 'usual-bar').map((bar) => numberOf(bar, 'y'));
    expect(tops[1]).toBeCloseTo(grid[0] ?? 0, 0);
    const [weekend] = withClass(elements, 'rect', 'weekend');
    if (weekend === undefined) throw new Error('no bar');
    expect(numberOf(weekend, 'y') + numberOf(weekend, 'height')).toBeCloseTo(grid[3] ?? 0, 0);
  });

  it('says of how many sessions it speaks', () => {
    expect(String(habitFigure(picture))).toContain('200 sessions on weekdays, 1 session at weekends');
  });
});
