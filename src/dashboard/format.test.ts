import { describe, expect, it } from 'vitest';
import {
  cityOfZone,
  formatAgo,
  formatBytes,
  formatCount,
  formatHome,
  formatMinutes,
  formatOffset,
  formatRatio,
  formatShare,
  formatSpan,
  formatUtc,
} from './format.ts';

describe('numbers as people read them', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [4_100_000_000, '4.1 GB'],
    [999_999, '1 MB'],
    [38_000_000, '38 MB'],
    [Number.NaN, '–'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, 'UTC'],
    [480, 'UTC+8'],
    [-210, 'UTC−3:30'],
    [345, 'UTC+5:45'],
  ])('an offset of %d minutes is %s', (minutes, text) => expect(formatOffset(minutes)).toBe(text));

  it.each([
    [2417, '2,400'],
    [3.14, '3.1'],
    [99.6, '100'],
    [Number.POSITIVE_INFINITY, 'over a million'],
  ])('a ratio of %d is %s', (ratio, text) => expect(formatRatio(ratio)).toBe(text));

  it('never calls certain or impossible what is not', () => {
    expect(formatShare(0.999)).toBe('> 99%');
    expect(formatShare(0.004)).toBe('< 1%');
    expect(formatShare(1)).toBe('100%');
    expect(formatShare(0)).toBe('0%');
  });

  it('groups thousands', () => expect(formatCount(1_234_567)).toBe('1,234,567'));
});

describe('times as people read them', () => {
  it('reads in UTC and at home, daylight saving included', () => {
    expect(formatUtc('2018-08-17T00:14:09Z')).toBe('Fri 17 Aug 2018, 00:14 UTC');
    expect(formatHome('2018-08-17T00:14:09Z', 'Europe/Oslo')).toBe('Fri 17 Aug, 02:14 in Oslo (UTC+2)');
    expect(formatHome('2018-12-31T23:30:00Z', 'Europe/Oslo')).toBe('Tue 1 Jan, 00:30 in Oslo (UTC+1)');
    expect(formatHome('2018-12-31T23:30:00Z', 'Etc/GMT-1')).toBe('Tue 1 Jan, 00:30 UTC+1');
  });

  it('leaves the home time out where the zone is unknown, and shows what is no time as it is', () => {
    expect(formatHome('2018-08-17T00:14:09Z', 'Mars/Olympus')).toBeUndefined();
    expect(formatUtc('yesterday')).toBe('yesterday');
  });

  it('names the city of a zone', () => {
    expect(cityOfZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(['Etc/GMT-9', 'Etc/GMT+5', 'Etc/GMT'].map(cityOfZone)).toEqual(['UTC+9', 'UTC−5', 'UTC']);
  });

  it.each([
    [60, '1 hour'],
    [1440, '1 day'],
    [180, '3 hours'],
    [0.2, 'less than a minute'],
  ])('%d minutes are %s', (minutes, text) => expect(formatMinutes(minutes)).toBe(text));

  it.each([
    [75, '75 minutes'],
    [200, '3 h 20 min'],
    [3000, '2 days 2 h'],
  ])('%d minutes apart are %s', (minutes, text) => expect(formatSpan(minutes)).toBe(text));

  it('says how long ago, and of what is ahead whose clock that is', () => {
    const nowMs = Date.parse('2018-09-07T03:00:00Z');
    expect(formatAgo('2018-09-07T01:00:00Z', nowMs)).toBe('2 hours ago');
    expect(formatAgo('2018-09-07T23:00:00Z', nowMs)).toBe("in 20 hours (the sender's clock is ahead)");
    expect(formatAgo('2018-09-07T03:00:59Z', nowMs)).toBe('just now');
    expect(formatAgo('2018-09-07T02:59:01Z', nowMs)).toBe('just now');
    expect(formatAgo('2010-06-08T01:00:00Z', nowMs)).toBe('8 years ago');
    expect(formatAgo('2018-05-08T01:00:00Z', nowMs)).toBe('4 months ago');
  });
});
