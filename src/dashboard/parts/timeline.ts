import type { Alert } from '../../domain/alert.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { severityBadge } from './badges.ts';
import { factList, factsOf } from './facts.ts';
import { moment } from './moment.ts';
import { titleOf } from './notes.ts';
import { techniqueLinks } from './techniques.ts';

/** The findings of an alert, oldest first. */
export function timeline({ findings, findingCount }: Alert, homeZone: string | undefined): Markup {
  const inOrder = findings.toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time));
  const missing = findingCount - findings.length;
  return html`<ol class="timeline">${inOrder.map(
    (finding) => html`<li class="${finding.severity}">
<p class="timeline-head">${severityBadge(finding.severity)} <strong>${titleOf(finding.detection)}</strong> ${moment(finding.time, homeZone)}</p>
<p>${finding.summary}</p>
<details><summary>Evidence</summary>${factList(factsOf(finding.evidence))}
<p class="small">${techniqueLinks(finding.techniques)} Score ${Math.round(finding.score)} of 100. Event${finding.eventIds.length === 1 ? '' : 's'} <bdi>${finding.eventIds.slice(0, 5).join(', ')}</bdi>${finding.eventIds.length > 5 ? html` and ${finding.eventIds.length - 5} more` : NOTHING}.</p></details>
</li>`,
  )}</ol>
${missing > 0 ? html`<p class="small">${missing} lighter findings of this alert are not kept.</p>` : NOTHING}`;
}
