import { describe, expect, it } from 'vitest';
import { anOperatorZone, posteriorAround } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { zoneChart, zoneFigure } from './zone-chart.ts';

const picture = {
  id: 'z',
  posterior: posteriorAround(8),
  home: { timeZone: 'Europe/Oslo', utcOffsetMinutes: 120 },
  zone: anOperatorZone(),
};
const drawn = (over: object = {}) => elementsOf(String(zoneChart({ ...picture, ...over }, 'wide')));

describe('the picture of offsets', () => {
  it.each(['wide', 'narrow'] as const)('is well-formed XML in its %s layout', (layout) => {
    expect(xmlFault(String(zoneChart(picture, layout)))).toBeUndefined();
  });

  it('makes each bar as high as its probability', () => {
    const posterior = [
      { utcOffsetMinutes: 480, probability: 0.6 },
      { utcOffsetMinutes: 420, probability: 0.3 },
      { utcOffsetMinutes: 540, probability: 0.1 },
    ];
    const heights = drawn({ posterior })
      .filter((element) => element.attributes['data-offset'] !== undefined)
      .map((bar) => numberOf(bar, 'height'));
    const [seven = 0, eight = 0, nine = 0] = heights;
    expect(seven / eight).toBeCloseTo(0.5, 2);
    expect(nine / eight).toBeCloseTo(1 / 6, 2);
  });

  it('says of a home that is only guessed that it is', () => {
    const home = { timeZone: 'Etc/GMT-9', utcOffsetMinutes: 540 };
    expect(String(zoneFigure({ ...picture, home }))).toContain('Home: UTC+9, a guess by its hours');
  });

  it('tells offsets inside the credible set from those outside', () => {
    const inside = withClass(drawn(), 'rect', 'hot').map((bar) => numberOf(bar, 'data-offset'));
    expect(inside).toEqual([420, 480, 540]);
    expect(withClass(drawn(), 'rect', 'hot-rest')).toHaveLength(21);
  });

  it('follows a credible set over the date line', () => {
    const zone = anOperatorZone({ utcOffsetMinutes: 720, credible: [660, -600] });
    const inside = withClass(drawn({ zone, posterior: posteriorAround(12) }), 'rect', 'hot');
    expect(inside.map((bar) => numberOf(bar, 'data-offset'))).toEqual([-660, -600, 660, 720]);
    expect(withClass(drawn({ zone }), 'line', 'credible')).toHaveLength(6);
  });

  it('follows a credible set that is counted on past the date line', () => {
    const zone = anOperatorZone({ utcOffsetMinutes: 720, credible: [660, 900] });
    const bars = withClass(drawn({ zone }), 'line', 'credible').flatMap((bar) => [
      numberOf(bar, 'x1'),
      numberOf(bar, 'x2'),
    ]);
    expect(bars).toHaveLength(12);
    expect(Math.max(...bars)).toBeLessThanOrEqual(920);
    expect(String(zoneFigure({ ...picture, zone }))).toContain('between UTC+11 and UTC−9');
  });

  it.each(['wide', 'narrow'] as const)(
    "writes home's own city under its mark in its %s layout, and no other beside it",
    (layout) => {
      const cities = (over: object = {}) =>
        elementsOf(String(zoneChart({ ...picture, ...over }, layout))).filter(({ attributes }) =>
          attributes.class?.startsWith('city'),
        );
      const [home] = cities().filter(({ attributes }) => attributes.class === 'city on-home');
      expect(home?.text).toBe('Oslo');
      expect(cities().map(({ text }) => text)).not.toContain('Cairo');
      expect(cities().map(({ text }) => text)).toContain('Shanghai');
      const mark = elementsOf(String(zoneChart(picture, layout))).find(
        ({ attributes }) => attributes.class === 'home-mark',
      );
      expect(mark?.attributes.d).toMatch(new RegExp(`^M${home?.attributes.x} `));
      expect(String(zoneFigure(picture))).toContain('Home: Oslo (UTC+2)');
      const { home: none, ...homeless } = picture;
      expect(none).toBeDefined();
      expect(String(zoneChart(homeless, layout))).toContain('Cairo');
    },
  );

  it.each([-720, 840])('keeps the city of a home at %d minutes inside the picture', (utcOffsetMinutes) => {
    const home = { timeZone: 'America/Argentina/ComodRivadavia', utcOffsetMinutes };
    const [city] = drawn({ home }).filter(({ attributes }) => attributes.class === 'city on-home');
    expect(city?.attributes['text-anchor']).toBe(utcOffsetMinutes < 0 ? 'start' : 'end');
  });

  it('tells who hears it that the day lies within an hour of an offset, which need not be the most probable one', () => {
    const posterior = [
      { utcOffsetMinutes: 480, probability: 0.4 },
      { utcOffsetMinutes: 540, probability: 0.1 },
      { utcOffsetMinutes: 600, probability: 0.33 },
      { utcOffsetMinutes: 0, probability: 0.17 },
    ];
    const zone = anOperatorZone({ utcOffsetMinutes: 540, probability: 0.83, credible: [0, 600] });
    const said = drawn({ posterior, zone }).find(({ name }) => name === 'desc')?.text;
    expect(said).toContain('Within an hour of UTC+9 with 83%; 90% lies');
    expect(said).not.toMatch(/most probable/i);
  });

  it('says that it is an estimate, no attribution, and blind to cities of one zone', () => {
    const text = String(zoneFigure(picture));
    expect(text).toContain('an estimate of where the day lies, not an attribution');
    expect(text).toContain('hours cannot tell cities of one zone apart');
    expect(text).toContain('Shanghai, Singapore, Perth');
  });

  it('draws half-hour offsets and offsets beyond the axis', () => {
    const posterior = [-720, 330, 345, 765, 840].map((utcOffsetMinutes) => ({ utcOffsetMinutes, probability: 0.2 }));
    const text = String(zoneChart({ ...picture, posterior }, 'narrow'));
    expect(xmlFault(text)).toBeUndefined();
    expect(text).not.toMatch(/NaN|Infinity/);
  });
});
