import type { Alert } from '../../domain/alert.ts';
import { plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { severityBadge } from './badges.ts';
import { factList, factsOf } from './facts.ts';
import { moment } from './moment.ts';
import { titleOf } from './notes.ts';
import { techniqueLinks } from './techniques.ts';

type Finding = Alert['findings'][number];

/** Findings of one kind that follow each other: told once, with all their times. Never empty. */
interface Run {
  readonly latest: Finding;
  readonly earlier: readonly Finding[];
}

const MOST_EVENT_IDS = 5;

/** The findings of an alert, oldest first; the same again and again is one entry. */
export function timeline({ findings, findingCount }: Alert, homeZone: string | undefined): Markup {
  const inOrder = findings.toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time));
  const missing = findingCount - findings.length;
  return html`<ol class="timeline">${runsOf(inOrder).map((run) => entry(run, homeZone))}</ol>
${missing > 0 ? html`<p class="small">${plural(missing, 'lighter finding')} of this alert ${missing === 1 ? 'is' : 'are'} not kept.</p>` : NOTHING}`;
}

function runsOf(inOrder: readonly Finding[]): Run[] {
  const runs: Run[] = [];
  for (const finding of inOrder) {
    const last = runs.at(-1);
    if (last !== undefined && isAlike(last.latest, finding)) {
      runs[runs.length - 1] = { latest: finding, earlier: [...last.earlier, last.latest] };
    } else runs.push({ latest: finding, earlier: [] });
  }
  return runs;
}

/** The same detection, as weighty, about the same thing. */
function isAlike(one: Finding, other: Finding): boolean {
  if (one.detection !== other.detection || one.severity !== other.severity) return false;
  const [first, second] = [one.evidence, other.evidence];
  if (first.kind === 'novelty' && second.kind === 'novelty') return first.value === second.value;
  return first.kind === second.kind && first.kind !== 'travel';
}

function entry({ latest, earlier }: Run, homeZone: string | undefined): Markup {
  const first = earlier[0];
  const times = first === undefined ? NOTHING : html`${moment(first.time, homeZone)} <span class="until">until</span> `;
  return html`<li class="${latest.severity}">
<p class="timeline-head">${severityBadge(latest.severity)} <strong>${titleOf(latest.detection)}${first === undefined ? NOTHING : ` × ${earlier.length + 1}`}</strong> ${times}${moment(latest.time, homeZone)}</p>
<p>${latest.summary}</p>
<details><summary>Evidence</summary>${factList(factsOf(latest.evidence))}
${first === undefined ? NOTHING : html`<p class="small">Before it:</p><ul class="small">${earlier.map((finding) => html`<li>${moment(finding.time, homeZone)}: ${finding.summary}</li>`)}</ul>`}
<p class="small">${techniqueLinks(latest.techniques)} Score ${Math.round(latest.score)} of 100. ${eventIds(latest.eventIds)}</p></details>
</li>`;
}

/** Members of a campaign are told of it by an event of another account: that has no id here. */
const eventIds = (ids: readonly string[]): Markup =>
  ids.length === 0
    ? NOTHING
    : html`Event${ids.length === 1 ? '' : 's'} <bdi>${ids.slice(0, MOST_EVENT_IDS).join(', ')}</bdi>${ids.length > MOST_EVENT_IDS ? html` and ${ids.length - MOST_EVENT_IDS} more` : NOTHING}.`;
