import type { VendorGuide } from '../../src/dashboard/index.ts';
import type { ChannelReport } from '../../src/domain/channel.ts';
import type { SourceReport } from '../../src/domain/intake.ts';
import type { Notice } from '../../src/domain/notice.ts';

/** Sources as pages show them; `text` stands wherever something from outside could. */

export const aNotice = (text = 'Nothing of okta has come since 2026-10-05 09:00 UTC.'): Notice => ({
  id: `ntc_${text}`,
  kind: 'source-silent',
  status: 'open',
  source: text,
  vendor: text,
  since: '2018-09-07T00:00:00Z',
  raisedAt: '2018-09-07T03:00:00Z',
  quietHours: 3,
  missedHours: 2.8,
  usualHours: 0.4,
  summary: text,
});

export const aSource = (text = 'okta', more: Partial<SourceReport> = {}): SourceReport => ({
  name: text,
  vendor: text,
  createdAt: '2018-09-01T00:00:00Z',
  hasSigningSecret: false,
  health: 'silent',
  notices: [aNotice(text)],
  lastEventAt: '2018-09-06T22:00:00Z',
  lastReceivedAt: '2018-09-06T22:00:04Z',
  eventsPerHour: Array.from({ length: 48 }, (_, hour) => (hour < 45 ? 40 + ((hour * 7) % 30) : 0)),
  rejectsPerHour: Array.from({ length: 48 }, (_, hour) => (hour === 20 ? 2 : 0)),
  passedOverShare: 0.4,
  passedOverReasons: { [text]: 1_200 },
  newestReject: {
    id: text,
    source: text,
    vendor: text,
    receivedAt: '2018-09-06T22:00:00Z',
    index: 0,
    path: text,
    reason: text,
    raw: text,
  },
  newestRefusal: { at: '2018-09-06T22:00:00Z', reason: text },
  ...more,
});

export const aVendor = (text = 'okta'): VendorGuide => ({
  vendor: text,
  title: text,
  wayIn: text,
  whatToConfigure: [text],
  canTell: [text],
  cannotTell: [text],
});

/** A channel that cannot be reached. */
export const aChannel = (text = 'on-call', more: Partial<ChannelReport> = {}): ChannelReport => ({
  name: text,
  kind: 'slack',
  severity: 'medium',
  notices: true,
  page: 'https://meridian.example.com',
  target: text,
  createdAt: '2018-09-01T00:00:00Z',
  lastDeliveredAt: '2018-09-06T22:00:00Z',
  failure: {
    since: '2018-09-07T00:00:00Z',
    at: '2018-09-07T03:00:00Z',
    reason: text,
    attempts: 4,
    nextAt: '2018-09-07T03:20:00Z',
  },
  refused: { count: 1, at: '2018-09-06T22:00:00Z', reason: text },
  ...more,
});
