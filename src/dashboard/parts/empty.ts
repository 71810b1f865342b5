import { formatInstant } from '../../domain/time.ts';
import { formatCount } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import type { AlertsView } from '../view.ts';

/** What stands where no alert does: nothing matches, nothing happened, or nothing has come in yet. */
export function emptyList({ filter, eventsReceived, origin, viewer }: AlertsView): Markup {
  if (Object.keys(filter).length > 0) {
    return html`<div class="card empty"><h2>No alert matches</h2><p>Loosen the filter, or <a href="/">see all alerts</a>.</p></div>`;
  }
  if (eventsReceived !== undefined && eventsReceived > 0) {
    return html`<div class="card empty"><h2>All quiet</h2><p>${formatCount(eventsReceived)} events have come in and nothing stood out. An account is judged by its hours after 20 sessions on 7 days.</p></div>`;
  }
  return html`<div class="card empty"><h2>No events have come in yet</h2>
<p>Send a first one with an ingest token of this tenant. It begins with <code>mrd_ingest_</code> and was shown once, when it was made.</p>
<pre tabindex="0"><code>${firstEvent(origin, viewer.nowMs)}</code></pre>
<p>The answer counts what was accepted. Then point a vendor's webhook at <code>${origin}/v1/ingest/okta</code> (or another vendor), or a Splunk forwarder at <code>${origin}/services/collector</code>. What could not be read shows under <a href="/rejects">Rejects</a>.</p></div>`;
}

function firstEvent(origin: string, nowMs: number): string {
  const event = {
    id: 'first-1',
    time: formatInstant(Math.floor(nowMs / 1000) * 1000),
    type: 'login',
    account: 'ola@example.com',
    ip: '192.0.2.10',
    geo: { country: 'NO', city: 'Oslo', timeZone: 'Europe/Oslo' },
  };
  return `curl ${origin}/v1/events \\
  -H "Authorization: Bearer $INGEST_TOKEN" \\
  -H "Content-Type: application/x-ndjson" \\
  --data-binary '${JSON.stringify(event)}'`;
}
