import { describe, expect, it } from 'vitest';
import { travelEvidence } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, picturesIn, withClass, xmlFault } from '../../../test/support/markup.ts';
import { speedChart, travelFigure } from './travel-figure.ts';

describe('the picture of a journey', () => {
  it('names both stops: place, network, client and device', () => {
    const text = elementsOf(`<div>${String(travelFigure('t', travelEvidence()))}</div>`)[0]?.text ?? '';
    for (const part of ['Oslo, NO', 'AS64496', 'laptop-0142', 'Singapore, SG', 'AS64505', '10,050 km', '8,040 km/h']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('75 minutes');
    expect(text).toContain('16:20 there (UTC+8)');
  });

  it('marks only what differs', () => {
    const { from, to } = travelEvidence();
    const same = travelEvidence({ to: { ...to, client: from?.client ?? '', device: from?.device ?? '' } });
    const differs = withClass(elementsOf(`<div>${String(travelFigure('t', same))}</div>`), 'span', 'differs');
    expect(differs).toHaveLength(1);
  });

  it('tells the home zones where there is no login before', () => {
    const { from: _, distanceKm: __, speedKmh: ___, ...first } = travelEvidence();
    const text = String(travelFigure('t', first));
    expect(text).toContain('Europe/Oslo');
    expect(picturesIn(text).filter((picture) => picture.includes('role="img"'))).toEqual([]);
  });

  it('places the speed by its logarithm, and keeps any speed on the scale', () => {
    const at = (kmh: number) =>
      numberOf(
        withClass(elementsOf(String(speedChart('s', kmh, 'wide'))), 'circle', 'hot-dot')[0] ?? {
          name: '',
          attributes: {},
          text: '',
        },
        'cx',
      );
    expect(at(5_000) - at(500)).toBeCloseTo(at(500) - at(50), 0);
    expect(at(1e12)).toBe(at(100_000));
    expect(at(0)).toBe(at(2));
    expect(xmlFault(String(speedChart('s', Number.POSITIVE_INFINITY, 'narrow')))).toBeUndefined();
  });
});
