import { type Alert, NOTE_LIMIT } from '../../domain/alert.ts';
import { csrfField } from '../document.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { AlertAction, Viewer } from '../view.ts';

interface Choice {
  readonly action: AlertAction;
  readonly name: string;
}

const NEXT: Readonly<Record<Alert['status'], readonly Choice[]>> = {
  open: [
    { action: 'acknowledge', name: 'Acknowledge' },
    { action: 'resolve', name: 'Resolve' },
    { action: 'false-positive', name: 'False positive' },
  ],
  acknowledged: [
    { action: 'resolve', name: 'Resolve' },
    { action: 'false-positive', name: 'False positive' },
    { action: 'reopen', name: 'Reopen' },
  ],
  resolved: [{ action: 'reopen', name: 'Reopen' }],
  'false-positive': [{ action: 'reopen', name: 'Reopen' }],
};

/** The forms that change an alert's life, and those that teach the baseline. */
export const decide = (
  alert: Alert,
  viewer: Viewer,
  note: string = alert.note ?? '',
): Markup => html`<form class="decide" method="post" action="/alerts/${encodeURIComponent(alert.id)}/status">
${csrfField(viewer)}
<label for="note">Note <span class="optional">(optional)</span></label>
<textarea id="note" name="note" rows="2" maxlength="${NOTE_LIMIT}">${note}</textarea>
<div class="buttons">${NEXT[alert.status].map(
  ({ action, name }, index) =>
    html`<button${index === 0 ? html` class="primary"` : NOTHING} type="submit" name="action" value="${action}">${name}</button>`,
)}</div>
</form>
<form class="decide verdict" method="post" action="/alerts/${encodeURIComponent(alert.id)}/status">
${csrfField(viewer)}
<fieldset><legend>Teach Meridian</legend>
<p id="intrusion-help">It was somebody else: these sessions are struck from what counts as the account's habit.</p>
<div class="buttons"><button class="danger" type="submit" name="action" value="intrusion" aria-describedby="intrusion-help">It was an intrusion</button></div>
<p id="expected-help">It was the account's own doing (a journey, a shift, a sanctioned store): the like stays quiet from now on, or until a day.</p>
<div class="buttons"><label for="until">Until <span class="optional">(optional)</span></label>
<input id="until" name="until" type="date" min="${dayOf(viewer.nowMs)}">
<button type="submit" name="action" value="expected" aria-describedby="expected-help">It is expected</button></div>
</fieldset>
</form>`;

/** UTC day: yyyy-mm-dd. */
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
