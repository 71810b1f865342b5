import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { CampaignsView } from '../view.ts';

export function campaignsPage(view: CampaignsView): string {
  return page({ title: 'campaigns', viewer: view.viewer, body: html`<h1>campaigns</h1>` });
}
