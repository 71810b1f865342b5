import { describe, expect, it } from 'vitest';
import {
  aCampaign,
  bytesEvidence,
  HOSTILE,
  hoursEvidence,
  officeHours,
  travelEvidence,
  vismaAlert,
  vismaFindings,
} from '../../../test/support/alerts.ts';
import { type Element, elementsOf, picturesIn, xmlFault } from '../../../test/support/markup.ts';
import { aChannel, aNotice, aSource, aVendor } from '../../../test/support/sources.ts';
import { viewer } from '../../../test/support/viewer.ts';
import type { Alert } from '../../domain/alert.ts';
import {
  accountPage,
  alertPage,
  alertsPage,
  backtestReport,
  campaignsPage,
  channelsPage,
  errorPage,
  rejectsPage,
  signInPage,
  sourcesPage,
} from '../index.ts';

const origin = 'https://meridian.example.com';

/** An alert in which every text that an attacker can choose is `text`. */
function hostileAlert(text: string): Alert {
  const hours = hoursEvidence({ fingerprints: [{ network: text, client: text }] });
  const bytes = bytesEvidence({
    service: text,
    client: text,
    objects: [text, text],
    days: [{ day: '2018-09-07', service: text, uploadBytes: 4e9, downloadBytes: 0 }],
  });
  const stop = { time: '2018-09-03T08:20:00Z', place: text, network: text, client: text, device: text };
  const [first] = vismaFindings();
  const findings = [hours, bytes, travelEvidence({ from: stop, to: stop, homeZones: ['Europe/Oslo', text] })].flatMap(
    (evidence) =>
      first === undefined ? [] : [{ ...first, summary: text, eventIds: [text], techniques: [text], evidence }],
  );
  const novelty = { kind: 'novelty' as const, what: 'client' as const, value: text, usual: [text], objects: [text] };
  const more = first === undefined ? [] : [{ ...first, evidence: novelty }];
  return vismaAlert({
    account: text,
    title: text,
    summary: text,
    note: text,
    techniques: [text],
    findings: [...findings, ...more],
  });
}

function everyPage(text: string): Record<string, string> {
  const alert = hostileAlert(text);
  const campaign = aCampaign({ title: text, summary: text, accounts: [text] });
  const report = { alerts: [alert], campaigns: [campaign], files: [text], events: 1, accounts: 1, rejected: 0 };
  const reject = {
    id: text,
    source: text,
    vendor: text,
    receivedAt: '2018-09-07T00:00:00Z',
    index: 0,
    path: text,
    reason: text,
    raw: text,
  };
  const known = { network: text, client: text };
  return {
    'the list': alertsPage({
      viewer: { ...viewer, tenant: text },
      filter: { account: text },
      alerts: [alert],
      origin,
      nextCursor: text,
    }),
    'the empty list': alertsPage({ viewer, filter: {}, alerts: [], origin: text }),
    'the alert': alertPage({
      viewer,
      alert,
      campaign,
      notice: text,
      problem: text,
      draft: { note: text, noteBefore: '' },
    }),
    'the account': accountPage({
      viewer,
      account: text,
      homeZones: [text],
      weekdayHours: officeHours(),
      fingerprints: [known],
      stores: [{ service: text, operation: text, usualBytes: 1 }],
      alerts: [alert],
    }),
    'the campaigns': campaignsPage({ viewer, campaigns: [campaign], alerts: [alert], nextCursor: text }),
    'the rejects': rejectsPage({ viewer, rejects: [reject], nextCursor: text }),
    'the sources': sourcesPage({ viewer, sources: [aSource(text)], vendors: [aVendor(text)], origin: text }),
    'the channels': channelsPage({
      viewer,
      channels: [aChannel(text)],
      outcome: { kind: 'made', name: text, secret: text },
    }),
    'the channels after one was not made': channelsPage({
      viewer,
      channels: [aChannel(text)],
      outcome: { kind: 'not-made', reason: text, typed: { kind: text, name: text, severity: text } },
    }),
    'the channels after a test that failed': channelsPage({
      viewer,
      channels: [],
      outcome: { kind: 'tested', name: text, reason: text },
    }),
    'the list of a tenant whose source is silent': alertsPage({
      viewer,
      filter: {},
      alerts: [],
      origin,
      notices: [aNotice(text)],
      failingChannels: [aChannel(text)],
    }),
    'the sign-in': signInPage({ problem: text, next: text, hasEnded: true, draft: { note: text, noteBefore: text } }),
    'the error': errorPage({ status: 404, title: text, detail: text, viewer }),
    'the report': backtestReport(report),
  };
}

const plain = everyPage('plain');
const names = Object.keys(plain);
const shapeOf = (markup: string): string =>
  elementsOf(markup)
    .map(({ name, attributes }) => `${name}[${Object.keys(attributes).toSorted().join()}]`)
    .join(' ');

describe.each(names)('%s', (name) => {
  it.each(HOSTILE)('has the same elements and attributes with %j in it as with a plain word', (text) => {
    expect(shapeOf(everyPage(text)[name] ?? '')).toBe(shapeOf(plain[name] ?? ''));
  });

  it('has no script, no inline style, no handler, and asks nobody else for anything', () => {
    for (const { name: tag, attributes } of elementsOf(plain[name] ?? '')) {
      expect(['script', 'iframe', 'object', 'embed', 'img', 'base']).not.toContain(tag);
      expect(Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
      for (const key of ['src', 'action', ...(tag === 'link' ? ['href'] : [])]) {
        expect(attributes[key] ?? '/').toMatch(/^(\/|data:image\/svg)/);
      }
    }
  });

  it('has one first heading, a language, and no id twice', () => {
    const elements = elementsOf(plain[name] ?? '');
    expect(elements.filter(({ name: tag }) => tag === 'h1')).toHaveLength(1);
    expect(elements.find(({ name: tag }) => tag === 'html')?.attributes.lang).toBe('en');
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('labels every field and captions every table', () => {
    const elements = elementsOf(plain[name] ?? '');
    const labelled = new Set(elements.flatMap(({ attributes }) => attributes.for ?? []));
    const fields = elements.filter(({ name: tag, attributes }) => isField(tag, attributes));
    expect(fields.filter(({ attributes }) => !labelled.has(attributes.id ?? ''))).toEqual([]);
    expect(elements.filter(({ name: tag }) => tag === 'caption')).toHaveLength(
      elements.filter(({ name: tag }) => tag === 'table').length,
    );
  });

  it('holds pictures that are well-formed, each with title and description', () => {
    for (const picture of picturesIn(plain[name] ?? '')) {
      expect(xmlFault(picture)).toBeUndefined();
      if (picture.includes('role="img"'))
        expect(picture).toMatch(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+</);
      else expect(picture).toContain('aria-hidden="true"');
    }
  });
});

const isField = (tag: string, { type, hidden }: Element['attributes']): boolean =>
  tag === 'select' || tag === 'textarea' || (tag === 'input' && type !== 'hidden' && hidden === undefined);
