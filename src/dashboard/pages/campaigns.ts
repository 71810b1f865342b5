import { page } from '../document.ts';
import { html, NOTHING } from '../markup.ts';
import { campaignSection } from '../parts/campaign.ts';
import type { CampaignsView } from '../view.ts';

/** Several accounts, one operator. */
export function campaignsPage({ viewer, campaigns, alerts = [], nextCursor }: CampaignsView): string {
  return page({
    title: 'Campaigns',
    viewer,
    section: 'campaigns',
    body: html`<div class="page-head"><h1>Campaigns</h1></div>
${
  campaigns.length === 0
    ? html`<div class="card empty"><h2>No campaign</h2><p>When suspicious sessions of several accounts share a network and a client, or their pooled hours point to one zone, they are shown here together.</p></div>`
    : campaigns.map((campaign) => campaignSection(campaign, alerts, (id) => `/alerts/${encodeURIComponent(id)}`))
}
${nextCursor === undefined ? NOTHING : html`<nav class="paging" aria-label="Pages"><a rel="next" href="/campaigns?${new URLSearchParams({ cursor: nextCursor }).toString()}">Next page</a></nav>`}`,
  });
}
