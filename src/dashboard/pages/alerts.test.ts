import { describe, expect, it } from 'vitest';
import { travelAlert, vismaAlert, vismaFindings } from '../../../test/support/alerts.ts';
import { elementsOf } from '../../../test/support/markup.ts';
import { viewer } from '../../../test/support/viewer.ts';
import { alertPage } from './alert.ts';
import { alertsPage, readAlertFilter } from './alerts.ts';

const origin = 'https://meridian.example.com';

describe('the list', () => {
  const list = (over: Partial<Parameters<typeof alertsPage>[0]>): string =>
    alertsPage({ viewer, filter: {}, alerts: [], origin, ...over });

  it('links each alert, with severity as a word', () => {
    const elements = elementsOf(list({ alerts: [vismaAlert(), travelAlert()] }));
    expect(elements.filter(({ attributes }) => attributes.href?.startsWith('/alerts/'))).toHaveLength(2);
    expect(elements.filter(({ attributes }) => attributes.class === 'badge critical')[0]?.text).toBe('critical');
  });

  it('says what its small pictures show, where there are any', () => {
    const keys = (alerts: Parameters<typeof alertsPage>[0]['alerts']) =>
      elementsOf(list({ alerts })).find(({ attributes }) => attributes.class === 'keys thumbnails')?.text;
    const onlyBytes = vismaAlert({ findings: vismaFindings().filter(({ evidence }) => evidence.kind === 'bytes') });
    expect(keys([travelAlert()])).toBeUndefined();
    expect(keys([vismaAlert()])).toBe('Hours of the day: the usual share of sessionsthe suspicious sessions');
    expect(keys([onlyBytes])).toContain('Days: bytes moved');
    expect(keys([vismaAlert(), onlyBytes])).toMatch(/Hours of the day.*Days/);
  });

  it('keeps the filter in its form and in the way to the next page', () => {
    const elements = elementsOf(
      list({ filter: { status: 'open', severity: 'high', account: 'a&b' }, alerts: [vismaAlert()], nextCursor: 'n/1' }),
    );
    const chosen = elements.filter(({ name, attributes }) => name === 'option' && 'selected' in attributes);
    expect(chosen.map(({ attributes }) => attributes.value)).toEqual(['open', 'high']);
    expect(elements.find(({ attributes }) => attributes.rel === 'next')?.attributes.href).toBe(
      '/?status=open&severity=high&account=a%26b&cursor=n%2F1',
    );
  });

  const refreshOf = (page: string) =>
    elementsOf(page).find(({ attributes }) => attributes['http-equiv'] === 'refresh')?.attributes.content;
  const linkOf = (page: string, words: string) =>
    elementsOf(page).find(({ name, text }) => name === 'a' && text === words)?.attributes.href;

  it('says of which moment it is, and comes anew by link with its filter', () => {
    const text = list({ filter: { severity: 'high', cursor: 'n/1' }, alerts: [vismaAlert()] });
    const elements = elementsOf(text);
    expect(elements.find(({ attributes }) => attributes.class === 'as-of small')?.text).toContain(
      'As of Fri 7 Sep 2018, 03:10 UTC',
    );
    expect(linkOf(text, 'refresh')).toBe('/?severity=high&cursor=n%2F1');
  });

  it('comes anew by itself only for who asks for it, on the first page, until it is stopped', () => {
    const still = list({ filter: { severity: 'high' }, alerts: [vismaAlert()] });
    expect(refreshOf(still)).toBeUndefined();
    expect(linkOf(still, 'keep this page fresh')).toBe('/?severity=high&refresh=on');
    const filter = readAlertFilter(new URLSearchParams('severity=high&refresh=on'));
    const fresh = list({ filter, alerts: [vismaAlert()], nextCursor: 'n' });
    // Without an address it is this one that comes anew.
    expect(refreshOf(fresh)).toBe('300');
    expect(linkOf(fresh, 'stop')).toBe('/?severity=high');
    expect(linkOf(fresh, 'Next page')).toBe('/?severity=high&cursor=n');
    const second = list({ filter: { ...filter, cursor: 'n' }, alerts: [vismaAlert()] });
    expect(refreshOf(second)).toBeUndefined();
    expect(linkOf(second, 'keep this page fresh')).toBeUndefined();
    expect(refreshOf(alertPage({ viewer, alert: vismaAlert() }))).toBeUndefined();
  });

  it('shows how to send a first event where none came', () => {
    const text = elementsOf(list({ eventsReceived: 0 })).find(({ name }) => name === 'pre')?.text ?? '';
    expect(text).toContain(`curl ${origin}/v1/events`);
    expect(() => JSON.parse(/--data-binary '(.*)'/.exec(text)?.[1] ?? '')).not.toThrow();
  });

  it('says that all is quiet where events came, and that nothing matches where a filter stands', () => {
    expect(list({ eventsReceived: 12_000 })).toContain('12,000 events have come in and nothing stood out');
    expect(list({ filter: { status: 'resolved' } })).toContain('No alert matches');
  });

  it('reads its filter from the query and drops what is none', () => {
    const read = (query: string) => readAlertFilter(new URLSearchParams(query));
    expect(read('status=&severity=&account=')).toEqual({});
    expect(read('status=open&severity=high&account=%20Ola@Example.com&cursor=x')).toEqual({
      status: 'open',
      severity: 'high',
      account: 'ola@example.com',
      cursor: 'x',
    });
    expect(read('order=newest')).toEqual({ order: 'newest' });
    expect(read('status=__proto__&severity=9&order=gravest')).toEqual({});
  });
});
