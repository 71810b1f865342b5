type Sample = Readonly<Record<string, unknown>>;

/** How a vendor's record travels, beside the bare one: the envelopes in which each vendor, API or collector sends it. */
export interface WayIn {
  readonly vendor: string;
  readonly way: string;
  readonly path: string;
  /** The body, around the sample record of the vendor's source. */
  readonly wrap: (sample: Sample) => unknown;
}

const list = (sample: Sample) => [sample];
const bare = (sample: Sample) => sample;

/** To the vendor's own address. */
const webhook = (vendor: string, way: string, wrap: WayIn['wrap']): WayIn => ({
  vendor,
  way,
  path: `/v1/ingest/${vendor}`,
  wrap,
});

/** To the HTTP Event Collector, with the sourcetype that the vendor's add-on sets. */
const hec = (vendor: string, sourcetype: string): WayIn => ({
  vendor,
  way: `HEC as ${sourcetype}`,
  path: '/services/collector/event',
  wrap: (event) => ({ time: 1_791_187_200.123, host: 'h', source: 's', sourcetype, index: 'main', event }),
});

const hook = (events: Sample) => ({
  eventType: 'com.okta.event_hook',
  eventTypeVersion: '1.0',
  cloudEventsVersion: '0.1',
  eventId: 'e1',
  source: 'https://example.okta.com/api/v1/eventHooks/who1',
  contentType: 'application/json',
  data: { events: [events] },
});
const eventBridge = (detail: Sample) => ({
  version: '0',
  id: 'x',
  'detail-type': 'SystemLog',
  source: 'aws.partner/okta.com/example/stream',
  time: '2026-10-05T08:00:00Z',
  detail,
});
const pubSub = (record: Sample) => ({
  message: { attributes: {}, data: btoa(JSON.stringify(record)), messageId: '1', publishTime: '2026-10-05T08:00:00Z' },
  subscription: 'projects/example/subscriptions/s',
});
const graph = ({ properties }: Sample) => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns',
  value: [properties],
});

export const WAYS_IN: readonly WayIn[] = [
  webhook('okta', 'event hook', hook),
  webhook('okta', 'page of the System Log', list),
  webhook('okta', 'log stream through EventBridge', eventBridge),
  hec('okta', 'OktaIM2:log'),
  webhook('entra', 'Event Hub', (sample) => ({ records: [sample] })),
  webhook('entra', 'page of Graph', graph),
  hec('entra', 'azure:aad:signin'),
  hec('entra', 'azure:monitor:aad'),
  webhook('m365', 'content of the Management Activity API', list),
  hec('m365', 'o365:management:activity'),
  webhook('google-workspace', 'page of the Reports API', (sample) => ({
    kind: 'admin#reports#activities',
    items: [sample],
  })),
  webhook('google-workspace', 'push of one activity', bare),
  webhook('gcp', 'Pub/Sub push', pubSub),
  webhook('auth0', 'log stream, as an array', list),
  webhook('auth0', 'log stream, as an object or a line', bare),
  webhook('auth0', 'page of the logs API', ({ log_id, data }) => [{ log_id, ...Object(data) }]),
  webhook('onelogin', 'webhook', list),
  webhook('onelogin', 'page of the events API', (sample) => ({
    status: { code: 200 },
    pagination: {},
    data: [sample],
  })),
  webhook('duo', 'page of authentication logs', (sample) => ({ stat: 'OK', response: { authlogs: [sample] } })),
  hec('duo', 'cisco:duo:authentication'),
  webhook('jumpcloud', 'page of Directory Insights', list),
  hec('jumpcloud', 'jumpcloud'),
  webhook('ping', 'webhook of PingOne', bare),
  webhook('keycloak', 'event listener', bare),
  webhook('dropbox', 'page of the team log', (sample) => ({ events: [sample], cursor: 'c', has_more: false })),
  webhook('box', 'page of enterprise events', (sample) => ({
    chunk_size: 1,
    next_stream_position: '1',
    entries: [sample],
  })),
  hec('github', 'github:enterprise:audit'),
  webhook('github', 'line of the audit log', bare),
  webhook('slack', 'page of the Audit Logs API', (sample) => ({
    entries: [sample],
    response_metadata: { next_cursor: '' },
  })),
  hec('slack', 'slack:audit'),
  webhook('salesforce', 'rows of an event log file', list),
  webhook('snowflake', 'row', bare),
  webhook('onepassword', 'page of the Events API', (sample) => ({ cursor: 'c', has_more: false, items: [sample] })),
  hec('onepassword', '1password:signin_attempts'),
  webhook('netskope', 'page of the events API', (sample) => ({ ok: 1, result: [sample] })),
  hec('netskope', 'netskope:application'),
  webhook('zscaler', 'Cloud NSS feed', list),
  hec('zscaler', 'zscalernss-web'),
  webhook('ocsf', 'events', list),
  hec('ocsf', '_json'),
  webhook('ecs', 'document', bare),
  hec('ecs', '_json'),
  { vendor: 'ecs', way: 'HEC raw', path: '/services/collector/raw?channel=a', wrap: bare },
  hec('events', 'meridian'),
  { vendor: 'events', way: 'array', path: '/v1/events', wrap: list },
];
