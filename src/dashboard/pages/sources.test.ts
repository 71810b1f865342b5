import { expect, it } from 'vitest';
import { aSource } from '../../../test/support/sources.ts';
import { viewer } from '../../../test/support/viewer.ts';
import { sourcesPage } from './sources.ts';

const shown = (more: Parameters<typeof aSource>[1]): string => {
  const page = sourcesPage({ viewer, sources: [aSource('okta', more)], vendors: [], origin: 'https://example.com' });
  return /<p class="row-meta">(.*?)<\/p>/s.exec(page)?.[1]?.replaceAll(/<[^>]+>/g, ' ') ?? '';
};

it('takes the freshness of a source from when its records came, whatever these say of their time', () => {
  const line = shown({ lastEventAt: '2018-09-07T22:00:00Z', lastReceivedAt: '2018-09-06T22:10:00Z' });
  expect(line).toContain('last heard 5 hours ago');
  expect(line).not.toContain('ahead');
  expect(line).toMatch(/newest event of\s+Fri 7 Sep 2018, 22:00 UTC/);
});

it('says how many events have a time that is none of theirs, where there are any', () => {
  expect(shown({ datedByArrival: 1_200 })).toContain('1,200 events without a time, dated by arrival');
  expect(shown({})).not.toContain('dated by arrival');
});
