import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { RejectsView } from '../view.ts';

export function rejectsPage(view: RejectsView): string {
  return page({ title: 'rejects', viewer: view.viewer, body: html`<h1>rejects</h1>` });
}
