/**
 * The page: functions from alerts to HTML, drawn on the server, without scripts.
 *
 * Routes that serve it (wired in src/http; every page is `text/html; charset=utf-8` with the header of `PAGE_POLICY`):
 *
 *   GET  /                      signed in: alertsPage, its query read by `readAlertFilter`; else signInPage
 *   POST /sign-in               form fields `token`, `next` (a path); 303 to `next` or `/`; else signInPage with `problem`, 401
 *   GET  /sign-in               303 to `/`, for whoever asks again for where an alert was answered
 *   POST /sign-out              form field `csrf`; 303 to `/`
 *   GET  /alerts/{id}           alertPage; 404 errorPage; not signed in: signInPage with `next`
 *   POST /alerts/{id}           signs in where a form came after the end of its session: form fields `token`, `note` and `noteBefore` (of
 *                               that form); alertPage with the note as `draft`; else signInPage with `problem`, 401
 *   POST /alerts/{id}/status    form fields `csrf`, `action` (ALERT_ACTIONS), `until` (yyyy-mm-dd or empty, for `expected`),
 *                               `note` (empty takes it away, if `noteBefore` was not), `noteBefore` (as the form found it); 303 to
 *                               /alerts/{id}; alertPage with `problem`, 400, for a day that is past, and 409 where somebody else
 *                               changed the note meanwhile
 *   GET  /alerts/{id}/status    303 to /alerts/{id}
 *   GET  /accounts/{account}    accountPage
 *   GET  /campaigns             campaignsPage, `cursor`
 *   GET  /rejects               rejectsPage, `cursor`; `read` and `left` after a replay
 *   POST /rejects/replay        form fields `csrf`, `id` (or none for all); 303 to /rejects
 *   GET  /sources               sourcesPage
 *   POST /notices/{id}/dismiss  form field `csrf`; 303 to /sources
 *   GET  /channels              channelsPage
 *   POST /channels              form fields `csrf`, `name`, `kind`, `target` (address or key), `severity`; channelsPage with its outcome
 *   POST /channels/{name}/test  form field `csrf`; channelsPage with its outcome
 *   POST /channels/{name}/remove  form field `csrf`; channelsPage with its outcome
 *   GET  /assets/meridian.css   STYLESHEET as text/css; may be cached
 *   GET  /assets/meridian.svg   ICON as image/svg+xml
 *
 * Posts are taken only when Origin is this site's own, or the field `csrf` is the session's.
 */

export { ICON } from './icon.ts';
export { accountPage } from './pages/account.ts';
export { alertPage } from './pages/alert.ts';
export { alertsPage, readAlertFilter } from './pages/alerts.ts';
export { backtestReport } from './pages/backtest-report.ts';
export { campaignsPage } from './pages/campaigns.ts';
export { channelsPage } from './pages/channels.ts';
export { errorPage } from './pages/error.ts';
export { rejectsPage } from './pages/rejects.ts';
export { signInPage } from './pages/sign-in.ts';
export { sourcesPage } from './pages/sources.ts';
export { PAGE_POLICY } from './policy.ts';
export { STYLESHEET } from './style/stylesheet.ts';
export {
  type AccountView,
  ALERT_ACTIONS,
  type AlertAction,
  type AlertFilter,
  type AlertsView,
  type AlertView,
  type BacktestView,
  type CampaignsView,
  type ChannelOutcome,
  type ChannelsView,
  type ErrorView,
  type RejectsView,
  type SignInView,
  type SourcesView,
  type StoreHabit,
  type VendorGuide,
  type Viewer,
} from './view.ts';
