import { ALERT_STATUSES } from '../../domain/alert.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { AlertFilter, AlertsView } from '../view.ts';

const ACCOUNT_LIMIT = 320;
const CURSOR_LIMIT = 512;

/** The query of `GET /`. What is no such status or severity, or empty, counts as absent. */
export function readAlertFilter(query: URLSearchParams): AlertFilter {
  const status = ALERT_STATUSES.find((known) => known === query.get('status'));
  const severity = SEVERITIES.find((known) => known === query.get('severity'));
  const account = query.get('account')?.trim().toLowerCase().slice(0, ACCOUNT_LIMIT);
  const cursor = query.get('cursor')?.slice(0, CURSOR_LIMIT);
  return {
    ...(status === undefined ? {} : { status }),
    ...(severity === undefined ? {} : { severity }),
    ...(account === undefined || account === '' ? {} : { account }),
    ...(cursor === undefined || cursor === '' ? {} : { cursor }),
  };
}

export function alertsPage(view: AlertsView): string {
  return page({
    title: 'Alerts',
    viewer: view.viewer,
    section: 'alerts',
    body: html`<h1>Alerts</h1><ul>${view.alerts.map((alert) => html`<li><a href="/alerts/${alert.id}">${alert.title}</a></li>`)}</ul>`,
  });
}
