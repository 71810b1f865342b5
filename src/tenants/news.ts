import type { AlertNews, AlertStore } from './alerts/alert-store.ts';
import type { NoticeNews, NoticeStore } from './sources/notice-store.ts';

/** A change of an alert or a notice; both share one sequence. */
export type News = AlertNews | NoticeNews;

/** Counts the changes of alerts and notices. */
export const NEWS_SEQUENCE = 'alert-sequence';

/** Changes after a sequence, oldest first; what changed often comes once, as it stands. */
export function newsAfter(alerts: AlertStore, notices: NoticeStore, sequence: number, limit: number): News[] {
  const news: News[] = [...alerts.newsAfter(sequence, limit), ...notices.newsAfter(sequence, limit)];
  return news.toSorted((one, other) => one.sequence - other.sequence).slice(0, limit);
}
