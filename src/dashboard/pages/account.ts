import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { AccountView } from '../view.ts';

export function accountPage(view: AccountView): string {
  return page({ title: 'account', viewer: view.viewer, body: html`<h1>account</h1>` });
}
