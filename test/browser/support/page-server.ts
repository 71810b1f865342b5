import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  accountPage,
  alertPage,
  alertsPage,
  backtestReport,
  campaignsPage,
  channelsPage,
  errorPage,
  ICON,
  PAGE_POLICY,
  rejectsPage,
  STYLESHEET,
  signInPage,
  sourcesPage,
} from '../../../src/dashboard/index.ts';
import {
  aCampaign,
  byHour,
  campaignAlerts,
  HOSTILE,
  INTRUDER,
  officeHours,
  travelAlert,
  vismaAlert,
} from '../../support/alerts.ts';
import { aChannel, aNotice, aSource, aVendor } from '../../support/sources.ts';
import { viewer } from '../../support/viewer.ts';

/** The pages on their own, with their policy, without a Worker. */

const origin = 'https://meridian.example.com';
const hostileText = HOSTILE.join(' ');
const hostile = vismaAlert({
  account: `${hostileText}${'x'.repeat(300)}`,
  title: hostileText,
  summary: hostileText,
  note: hostileText,
});

const NAMES = [
  'a.person.with.a.name.that.is.long.enough@subdomain.of.a.company.example.com',
  '2001:db8:1234:5678:9abc:def0:1234:5678',
  'arn:aws:sts::123456789012:assumed-role/AdministratorAccess/ola@example.com',
  'WWW.MMM.WWW.MMM.WWW.MMM@EXAMPLE.COM',
  'محمد.الأحمد.بن.عبد.الله@example.com',
  '佐藤花子佐藤花子佐藤花子佐藤花子@example.co.jp',
];

/** A campaign whose names are longer than any row. */
function crowd() {
  const known = campaignAlerts();
  const alerts = NAMES.flatMap((account, index) => {
    const alert = known[index % known.length];
    return alert === undefined ? [] : [{ ...alert, id: `alr_${index}`, account }];
  });
  return { campaigns: [aCampaign({ accounts: NAMES, alerts: alerts.map(({ id }) => id) })], alerts };
}

export const PAGES: Readonly<Record<string, () => string>> = {
  '/sign-in': () => signInPage({ problem: 'That is no admin token.', hasEnded: true, draft: { note: 'called' } }),
  '/list': () =>
    alertsPage({
      viewer,
      filter: { severity: 'medium' },
      alerts: [vismaAlert(), travelAlert(), hostile, vismaAlert({ status: 'resolved', severity: 'low' })],
      open: { critical: 1, high: 2, medium: 12 },
      origin,
      nextCursor: 'next',
    }),
  '/empty': () => alertsPage({ viewer, filter: {}, alerts: [], eventsReceived: 0, origin }),
  '/alert': () => alertPage({ viewer, alert: vismaAlert(), campaign: aCampaign() }),
  '/travel': () =>
    alertPage({
      viewer,
      alert: travelAlert({
        verdict: { verdict: 'expected', until: '2018-12-24T23:59:59Z', at: '2018-09-07T02:00:00Z' },
      }),
      notice: 'Acknowledged.',
    }),
  '/noted': () => alertPage({ viewer, alert: vismaAlert({ status: 'resolved', note: 'called Ola: it was not him' }) }),
  '/hostile': () => alertPage({ viewer, alert: hostile }),
  '/account': () =>
    accountPage({
      viewer,
      account: 'ola@example.com',
      firstSeen: '2018-06-15T06:00:00Z',
      lastSeen: '2018-09-07T01:58:44Z',
      sessions: 214,
      homeZones: ['Europe/Oslo'],
      weekdayHours: officeHours().map((share) => 187 * share),
      weekendHours: byHour({ 10: 1, 11: 2, 20: 3, 21: 2 }),
      fingerprints: [{ ...INTRUDER, sessions: 14 }],
      stores: [{ service: 'sharepoint.com', operation: 'upload', usualBytes: 38e6, usualCount: 6 }],
      alerts: [vismaAlert()],
    }),
  '/campaigns': () => campaignsPage({ viewer, campaigns: [aCampaign()], alerts: campaignAlerts() }),
  '/crowd': () => campaignsPage({ viewer, ...crowd() }),
  '/rejects': () =>
    rejectsPage({
      viewer,
      rejects: [
        {
          id: 'rej_0000000000000001',
          source: 'okta',
          vendor: 'okta',
          receivedAt: '2018-09-07T03:00:00Z',
          index: 3,
          path: '/actor/alternateId',
          reason: 'is required',
          raw: hostileText,
        },
      ],
    }),
  '/silent': () =>
    alertsPage({
      viewer,
      filter: {},
      alerts: [vismaAlert()],
      origin: 'https://meridian.example.com',
      notices: [aNotice()],
    }),
  '/sources': () =>
    sourcesPage({
      viewer,
      sources: [aSource(), aSource('default', { health: 'healthy', notices: [] }), aSource(hostileText)],
      vendors: [aVendor(), aVendor(hostileText)],
      origin: 'https://meridian.example.com',
    }),
  '/channels': () =>
    channelsPage({
      viewer,
      channels: [aChannel('on-call'), aChannel(hostileText)],
      outcome: {
        kind: 'not-made',
        reason: 'the name is taken',
        typed: { kind: 'teams', name: 'soc', severity: 'high' },
      },
    }),
  '/error': () => errorPage({ status: 404, title: 'No such alert', detail: 'It may be mistyped.', viewer }),
  '/report': () =>
    backtestReport({
      alerts: [vismaAlert(), travelAlert()],
      campaigns: [aCampaign()],
      files: ['visma-2018.ndjson'],
      events: 25_312,
      accounts: 12,
      rejected: 0,
      elapsedMs: 231,
    }),
};

const policy = Object.entries(PAGE_POLICY)
  .map(([name, values]) => `${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)} ${values.join(' ')}`)
  .join('; ');

export interface PageServer {
  readonly origin: string;
  readonly close: () => void;
}

export async function servePages(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const page = PAGES[path];
    if (path === '/assets/meridian.css') response.setHeader('content-type', 'text/css').end(STYLESHEET);
    else if (path === '/assets/meridian.svg') response.setHeader('content-type', 'image/svg+xml').end(ICON);
    else if (page === undefined) response.writeHead(404).end();
    else {
      // The report brings its own policy: it is opened from a disk, where no header is.
      if (path !== '/report') response.setHeader('content-security-policy', policy);
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
