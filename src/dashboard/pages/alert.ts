import { type Alert, type Campaign, isClosed } from '../../domain/alert.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { page } from '../document.ts';
import { formatAgo, formatCount, formatOffset, formatRatio, formatShare, plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { likelyWords, severityBadge, statusChip, urgencyOf } from '../parts/badges.ts';
import { decide } from '../parts/decide.ts';
import { moment } from '../parts/moment.ts';
import { notesOf, titleOf } from '../parts/notes.ts';
import { pictures } from '../parts/pictures.ts';
import { campaignOf, detectionsOf, homeZoneOf, hoursOf } from '../parts/reading.ts';
import { techniqueLinks } from '../parts/techniques.ts';
import { timeline } from '../parts/timeline.ts';
import { verdictSaid } from '../parts/verdict.ts';
import type { AlertView } from '../view.ts';

/** One alert: what happened, how sure, what to do, the pictures, the findings, the evidence as it is. */
export function alertPage({ viewer, alert, campaign, notice, problem, draft }: AlertView): string {
  return page({
    title: `${alert.title} (${alert.account})`,
    viewer,
    section: 'alerts',
    body: html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Alerts</a> <span aria-hidden="true">/</span> <bdi>${alert.account}</bdi></nav>
${notice === undefined ? NOTHING : html`<p class="notice" role="status">${notice}</p>`}
${problem === undefined ? NOTHING : html`<p class="problem" role="alert">${problem}</p>`}
${headline(alert, { nowMs: viewer.nowMs })}
${campaign === undefined ? NOTHING : campaignNote(campaign)}
<div class="columns">
<section class="card" aria-labelledby="now"><h2 id="now">${isClosed(alert.status) ? 'What to do about the like' : 'What to do now'}</h2>${steps(alert)}</section>
${alert.note === undefined ? NOTHING : html`<section class="card print-only"><h2>Note</h2><blockquote class="stored-note">${alert.note}</blockquote></section>`}<section class="card no-print" aria-labelledby="decide"><h2 id="decide">Decide</h2>${decide(alert, viewer, draft)}</section>
</div>
${story(alert, 'alert')}
<section class="card" aria-labelledby="raw"><h2 id="raw">Raw evidence</h2>
<p>The alert as <code>GET /v1/alerts/${alert.id}</code> answers it.</p>
<details><summary>Show as JSON</summary><pre tabindex="0"><code>${JSON.stringify(alert, null, 2)}</code></pre></details></section>`,
  });
}

/** Severity, title, summary and the facts that every alert has. Without `nowMs` it stands in a report: a smaller heading, no links. */
export function headline(alert: Alert, { nowMs }: { nowMs?: number } = {}): Markup {
  const homeZone = homeZoneOf(alert);
  const name = html`<bdi>${alert.account}</bdi>`;
  const href = `/accounts/${encodeURIComponent(alert.account.toWellFormed())}`;
  const urgency = urgencyOf(alert);
  const account = nowMs === undefined ? name : html`<a href="${href}">${name}</a>`;
  return html`<header class="headline ${alert.severity}">
<p class="labels">${severityBadge(alert.severity)} ${statusChip(alert.status)} <strong class="subject">${account}</strong>${urgency === '' ? NOTHING : html` <span class="urgency">${urgency}</span>`}</p>
${nowMs === undefined ? html`<h2>${alert.title}</h2>` : html`<h1>${alert.title}</h1>`}
${verdictSaid(alert)}
<p class="lead">${alert.summary}</p>
<p class="sure"><span class="eyebrow">How sure</span> ${certainty(alert)}</p>
<dl class="key-facts">
<div><dt>Findings</dt><dd>${findingCounts(alert)}</dd></div>
<div><dt>Opened</dt><dd>${moment(alert.openedAt, homeZone)}</dd></div>
<div><dt>Last sign</dt><dd>${moment(alert.lastSeenAt, homeZone)} ${nowMs === undefined ? NOTHING : html`<span class="local">${formatAgo(alert.lastSeenAt, nowMs)}</span>`}</dd></div>
<div><dt>ATT&amp;CK</dt><dd>${techniqueLinks(alert.techniques)}</dd></div>
</dl>
</header>`;
}

/** "2 high, 1 medium"; "20 of 40 kept: …" where the lightest are not. */
function findingCounts({ findings, findingCount }: Alert): string {
  const counts = SEVERITIES.toReversed()
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${formatCount(count)}\u00a0${severity}`)
    .join(', ');
  return findings.length < findingCount
    ? `${formatCount(findings.length)} of ${formatCount(findingCount)} kept: ${counts}`
    : counts;
}

/** Never 100: nothing here is certain. */
const scoreWords = (score: number): string => `${Math.min(99, Math.round(score))} of 100`;

/** The score in words, and what the hours say: the account's, and those of its campaign together, which may point elsewhere. */
function certainty(alert: Alert): Markup {
  const own = hoursOf(alert);
  const pooled = campaignOf(alert)?.zone;
  const zone = own?.zone ?? (pooled === undefined ? alert.operatorZone : undefined);
  const ratio = own?.evidence.likelihoodRatio ?? 0;
  return html`<strong>${scoreWords(alert.score)}</strong>, ${likelyWords(alert)}.${
    zone === undefined
      ? NOTHING
      : html` The hours fit a day at ${zoneWords(zone)}${ratio < 2 ? NOTHING : html`, ${formatRatio(ratio)} times better than the account's own habit`}.`
  }${pooled === undefined ? NOTHING : html` The hours of its campaign, taken together, fit a day at ${zoneWords(pooled)}.`}`;
}

const zoneWords = ({ utcOffsetMinutes, probability }: OperatorZone): Markup =>
  html`<strong>${formatOffset(utcOffsetMinutes)}</strong> (within an hour: ${formatShare(probability)})`;

const campaignNote = (campaign: Campaign): Markup =>
  html`<p class="notice campaign-note">${severityBadge(campaign.severity)} Part of a campaign on ${plural(campaign.accounts.length, 'account')}: <a href="/campaigns#${campaign.id}">${campaign.title}</a></p>`;

/** What to do, and what would be harmless, from the notes of the weightiest detection that has any. */
function steps(alert: Alert): Markup {
  const notes = detectionsOf(alert)
    .map(notesOf)
    .find((found) => found !== undefined && found.whatToDo.length > 0);
  if (notes === undefined) {
    return html`<p>${urgencyOf(alert)} Ask the person, over another channel, whether it was them.</p>`;
  }
  return html`<ol class="steps">${notes.whatToDo.map((step) => html`<li>${step}</li>`)}</ol>
<div class="lookalikes">${list('Could it be harmless?', notes.harmlessLookalikes)}</div>`;
}

/** Pictures, findings and what they mean. `prefix` is unique in the page. */
export function story(alert: Alert, prefix: string): Markup {
  const drawn = pictures(alert, prefix);
  return html`${drawn.length === 0 ? NOTHING : html`<section aria-labelledby="${prefix}-pictures"><h2 id="${prefix}-pictures">What was seen</h2>${drawn}</section>`}
<section class="card" aria-labelledby="${prefix}-findings"><h2 id="${prefix}-findings">Findings in order</h2>${timeline(alert, homeZoneOf(alert))}</section>
${meanings(alert, prefix)}`;
}

function meanings(alert: Alert, prefix: string): Markup {
  const known = detectionsOf(alert).flatMap((id) => notesOf(id) ?? []);
  if (known.length === 0) return NOTHING;
  return html`<section class="card" aria-labelledby="${prefix}-meaning"><h2 id="${prefix}-meaning">What it means</h2>
${known.map(
  (
    notes,
    index,
  ) => html`<details class="meaning"${index === 0 ? html` open` : NOTHING}><summary>${titleOf(notes.id)}</summary>
<p>${notes.meaning}</p>
${list('Looks like it but is harmless', notes.harmlessLookalikes)}
${list('What to do', notes.whatToDo)}
${list('What it cannot see', notes.knownGaps)}
<p class="small">${techniqueLinks(notes.techniques)}</p></details>`,
)}</section>`;
}

const list = (title: string, entries: readonly string[]): Markup =>
  entries.length === 0 ? NOTHING : html`<h3>${title}</h3><ul>${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`;
