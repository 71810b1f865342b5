import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { AlertView } from '../view.ts';

export function alertPage(view: AlertView): string {
  return page({ title: 'alert', viewer: view.viewer, body: html`<h1>alert</h1>` });
}
