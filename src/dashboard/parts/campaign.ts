import type { Alert, Campaign } from '../../domain/alert.ts';
import { maxSeverity } from '../../domain/severity.ts';
import { campaignFigure, campaignRows } from '../charts/campaign-chart.ts';
import { zoneFigure } from '../charts/zone-chart.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { severityBadge } from './badges.ts';
import { fingerprintWords } from './facts.ts';
import { moment } from './moment.ts';

/** One campaign: who, what they share, and their hours together. `address` leads to an alert's page. */
export function campaignSection(
  campaign: Campaign,
  alerts: readonly Alert[],
  address: (alertId: string) => string,
): Markup {
  const evidence = campaign.evidence?.kind === 'campaign' ? campaign.evidence : undefined;
  // Pooled hours of accounts that share no zone are counted in UTC: that is nobody's home.
  const homeZone = evidence?.hours.homeZone === 'UTC' ? undefined : evidence?.hours.homeZone;
  const zone = campaign.operatorZone;
  return html`<article class="campaign" id="${campaign.id}">
<header class="headline ${campaign.severity}"><p class="labels">${severityBadge(campaign.severity)} ${severityNote(campaign, alerts)}</p>
<h2>${campaign.title}</h2><p class="lead">${campaign.summary}</p>
<dl class="key-facts">
<div><dt>First sign</dt><dd>${moment(campaign.openedAt, homeZone)}</dd></div>
<div><dt>Last sign</dt><dd>${moment(campaign.lastSeenAt, homeZone)}</dd></div>
${evidence === undefined || evidence.shared.length === 0 ? NOTHING : html`<div class="span"><dt>Shared</dt>${evidence.shared.map((shared) => html`<dd><bdi>${fingerprintWords(shared)}</bdi></dd>`)}</div>`}
</dl></header>
${
  evidence === undefined
    ? NOTHING
    : campaignFigure({
        id: `${campaign.id}-rows`,
        evidence,
        rows: campaignRows(campaign.accounts, evidence, alerts),
        ...(zone === undefined ? {} : { operatorOffsetMinutes: zone.utcOffsetMinutes }),
      })
}
${
  evidence === undefined || zone === undefined || evidence.hours.posterior.length === 0
    ? NOTHING
    : zoneFigure({
        id: `${campaign.id}-zone`,
        posterior: evidence.hours.posterior,
        ...(homeZone === undefined
          ? {}
          : { home: { timeZone: homeZone, utcOffsetMinutes: evidence.hours.homeUtcOffsetMinutes } }),
        zone,
      })
}
<section class="card"><h3>Members</h3><ul class="plain">${campaign.accounts.map((account, index) => member(account, campaign.alerts[index], alerts, address))}</ul></section>
</article>`;
}

/** A campaign is as grave as the number of its accounts makes it; what else a member's alert holds may weigh more, or less. */
function severityNote({ severity, accounts }: Campaign, alerts: readonly Alert[]): Markup {
  const [first, ...others] = alerts.filter((alert) => accounts.includes(alert.account));
  if (first === undefined) return NOTHING;
  const gravest = others.reduce((most, alert) => maxSeverity(most, alert.severity), first.severity);
  if (gravest === severity) return NOTHING;
  return html`<span class="small">for what the accounts share; the gravest alert of a member is ${gravest}, for all that it holds</span>`;
}

function member(
  account: string,
  sameIndex: string | undefined,
  alerts: readonly Alert[],
  address: (alertId: string) => string,
): Markup {
  const own = alerts.find((alert) => alert.account === account);
  const id = own?.id ?? sameIndex;
  return html`<li><bdi>${account}</bdi>${id === undefined ? NOTHING : html` <a href="${address(id)}">its alert</a>`}${own === undefined ? NOTHING : html` ${severityBadge(own.severity)}`}</li>`;
}
