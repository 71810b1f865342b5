import { type Alert, NOTE_LIMIT } from '../../domain/alert.ts';
import { isOvertaken, type TypedNote } from '../../domain/note.ts';
import { csrfField } from '../document.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { AlertAction, Viewer } from '../view.ts';

interface Choice {
  readonly action: AlertAction;
  readonly name: string;
  /** What it teaches, and what it does to the status. */
  readonly help: string;
  readonly kind?: 'danger';
}

const ACKNOWLEDGE: Choice = {
  action: 'acknowledge',
  name: 'Acknowledge',
  help: 'Somebody is on it. Teaches nothing.',
};
const RESOLVE: Choice = {
  action: 'resolve',
  name: 'Resolve',
  help: 'It is dealt with. Teaches nothing: the like alerts again.',
};
const FALSE_POSITIVE: Choice = {
  action: 'false-positive',
  name: 'False positive',
  help: 'Closed as a false alarm. Teaches nothing: the like alerts again; for quiet say that it is expected.',
};
const REOPEN: Choice = {
  action: 'reopen',
  name: 'Reopen',
  help: 'Open again. What a verdict taught stays learned.',
};

const NEXT: Readonly<Record<Alert['status'], readonly Choice[]>> = {
  open: [ACKNOWLEDGE, RESOLVE, FALSE_POSITIVE],
  acknowledged: [RESOLVE, FALSE_POSITIVE, REOPEN],
  resolved: [REOPEN],
  'false-positive': [REOPEN],
};

const INTRUSION: Choice = {
  action: 'intrusion',
  name: 'It was an intrusion',
  help: "Teaches that it was somebody else: these sessions are struck from what counts as the account's habit. The alert is then acknowledged, until you resolve it.",
  kind: 'danger',
};
const EXPECTED: Choice = {
  action: 'expected',
  name: 'It is expected',
  help: "Teaches that it was the account's own doing (a journey, a shift, a sanctioned store): the like stays quiet, for good or until the end of that day (UTC). The alert is then resolved.",
};

/**
 * The one form that changes an alert's life and teaches the baseline, so that a note goes along with whatever is decided. Its first
 * button decides nothing: that is the one which Enter presses. `draft` stands in the field; where somebody else has written meanwhile,
 * the note of both is shown.
 */
export const decide = (
  alert: Alert,
  viewer: Viewer,
  draft?: TypedNote,
): Markup => html`<form class="decide" method="post" action="/alerts/${encodeURIComponent(alert.id)}/status">
${csrfField(viewer)}
<input type="hidden" name="noteBefore" value="${alert.note ?? ''}">
${draft !== undefined && isOvertaken(draft, alert.note) ? storedNote(alert.note) : NOTHING}<label for="note">Note <span class="optional">(optional; kept with whatever you decide)</span></label>
<textarea id="note" name="note" rows="2" maxlength="${NOTE_LIMIT}">${draft?.note ?? alert.note ?? ''}</textarea>
<div class="buttons"><button type="submit" name="action" value="note">Keep the note only</button></div>
<fieldset><legend>Status</legend>
${NEXT[alert.status].map((choice, index) => option(choice, index === 0 ? 'primary' : undefined))}
</fieldset>
<fieldset><legend>Teach Meridian</legend>
${option(INTRUSION)}
${option(EXPECTED)}
<div class="buttons"><label for="until">Expected until <span class="optional">(optional)</span></label>
<input id="until" name="until" type="date" min="${dayOf(viewer.nowMs)}"></div>
</fieldset>
</form>`;

const storedNote = (note: string | undefined): Markup =>
  note === undefined
    ? html`<p>Somebody else took the note away meanwhile.</p>`
    : html`<p>The note as somebody else left it meanwhile:</p><blockquote class="stored-note">${note}</blockquote>`;

const option = (
  { action, name, help, kind }: Choice,
  look: 'primary' | 'danger' | undefined = kind,
): Markup => html`<div class="choice"><button${look === undefined ? NOTHING : html` class="${look}"`} type="submit" name="action" value="${action}" aria-describedby="${action}-help">${name}</button>
<p id="${action}-help">${help}</p></div>`;

/** UTC day: yyyy-mm-dd. */
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
