import type { Alert, AlertStatus, Campaign } from '../../domain/alert.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import type { AlertChangeKind } from './alert-fold.ts';

/**
 * Where a page of a list ends: what the list is ordered by, and the id. Newest first, it is a time that is fixed when a row is
 * first listed, so that no row is told twice or missed by paging.
 */
export interface ListCursor {
  readonly key: number;
  readonly id: string;
}

/** newest: by the time at which each was opened when it was first listed; gravest: what waits for somebody first, by severity, then newest. */
export const ALERT_ORDERS = ['newest', 'gravest'] as const;
export type AlertOrder = (typeof ALERT_ORDERS)[number];

/** One number each to order by. Times are below 10^13 until the year 2286. */
const ORDER_KEYS: Readonly<Record<AlertOrder, string>> = {
  newest: 'listed_ms',
  gravest: "((status IN ('open', 'acknowledged')) * 8 + severity) * 10000000000000 + listed_ms",
};

export interface AlertQuery {
  readonly status?: AlertStatus | undefined;
  /** This and above. */
  readonly severity?: Severity | undefined;
  readonly account?: string | undefined;
  /** How the name of the account begins. */
  readonly accountPrefix?: string | undefined;
  readonly detection?: string | undefined;
  /** Alerts that were going on at or after this time, in milliseconds. */
  readonly sinceMs?: number | undefined;
  /** Alerts that began at or before this time. */
  readonly untilMs?: number | undefined;
  readonly order?: AlertOrder | undefined;
  readonly limit: number;
  readonly after?: ListCursor | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: ListCursor;
}

/** An alert as it stands, and the change that made it so. Sequences only grow. */
export interface AlertNews {
  readonly sequence: number;
  readonly change: string;
  readonly alert: Alert;
}

export type AlertEvent = Exclude<AlertChangeKind, 'none'> | 'edited';

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  listed_ms: number;
  changed: number;
  change: string;
  state: string;
}

/** Alerts as JSON, with the columns that lists are filtered and ordered by. An alert that holds context only is not listed. */
export class AlertStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Any alert, listed or not. */
  get(id: string): Alert | undefined {
    const [row] = this.#sql.exec<Row>('SELECT state FROM alerts WHERE id = ?', id);
    return row && JSON.parse(row.state);
  }

  /** `news`: what changed, with its sequence; left out when the alert is still nobody's business. */
  put(alert: Alert, news?: { readonly change: AlertEvent; readonly sequence: number }, nowMs = Date.now()): void {
    const openedMs = Date.parse(alert.openedAt);
    this.#sql.exec(
      `INSERT INTO alerts (id, account, status, severity, listed, listed_ms, opened_ms, last_seen_ms, changed, change, state, touched_ms)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)
       ON CONFLICT DO UPDATE SET status = ?3, severity = ?4, listed = ?5, opened_ms = ?6, last_seen_ms = ?7,
         changed = coalesce(nullif(?8, 0), changed), change = coalesce(nullif(?9, ''), change), state = ?10, touched_ms = ?11`,
      alert.id,
      alert.account,
      alert.status,
      severityRank(alert.severity),
      isListed(alert) ? 1 : 0,
      openedMs,
      Date.parse(alert.lastSeenAt),
      news?.sequence ?? 0,
      news?.change ?? '',
      JSON.stringify(alert),
      nowMs,
    );
    for (const detection of new Set(alert.findings.map((finding) => finding.detection))) {
      this.#sql.exec(
        'INSERT INTO alert_detections (detection, alert) VALUES (?, ?) ON CONFLICT DO NOTHING',
        detection,
        alert.id,
      );
    }
  }

  list(query: AlertQuery): Page<Alert> {
    const key = ORDER_KEYS[query.order ?? 'newest'];
    const { where, bindings } = conditions(query, key);
    const rows = this.#sql
      .exec<{ id: string; key: number; state: string }>(
        `SELECT id, ${key} AS key, state FROM alerts WHERE ${where} ORDER BY ${key} DESC, id DESC LIMIT ?`,
        ...bindings,
        query.limit + 1,
      )
      .toArray();
    const items = rows.slice(0, query.limit).map((row): Alert => JSON.parse(row.state));
    const last = rows[query.limit - 1];
    return rows.length > query.limit && last ? { items, next: { key: last.key, id: last.id } } : { items };
  }

  /** Listed alerts that changed after a sequence, in the order of their latest change; each once, as it stands. */
  newsAfter(sequence: number, limit: number): AlertNews[] {
    return this.#sql
      .exec<Row>(
        'SELECT changed, change, state FROM alerts WHERE changed > ? AND listed = 1 ORDER BY changed LIMIT ?',
        sequence,
        limit,
      )
      .toArray()
      .map((row) => ({ sequence: row.changed, change: row.change, alert: JSON.parse(row.state) }));
  }

  countByStatus(): Record<AlertStatus, number> {
    const counts: Record<AlertStatus, number> = { open: 0, acknowledged: 0, resolved: 0, 'false-positive': 0 };
    const rows = this.#sql.exec<{ status: AlertStatus; count: number }>(
      'SELECT status, count(*) AS count FROM alerts WHERE listed = 1 GROUP BY status',
    );
    for (const { status, count } of rows) counts[status] = count;
    return counts;
  }

  /** Open alerts by rank of severity. */
  countOpenBySeverity(): { rank: number; count: number }[] {
    return this.#sql
      .exec<{ rank: number; count: number }>(
        "SELECT severity AS rank, count(*) AS count FROM alerts WHERE status = 'open' AND listed = 1 GROUP BY severity",
      )
      .toArray();
  }

  idsOf(account: string): string[] {
    const rows = this.#sql.exec<{ id: string }>('SELECT id FROM alerts WHERE account = ?', account);
    return rows.toArray().map(({ id }) => id);
  }

  /** Alerts of others that name the account as a fellow: any that hold a finding of a campaign, for a member's later alert takes the place of an earlier one in it. */
  namingFellow(account: string): Alert[] {
    return this.#sql
      .exec<{ state: string }>(
        `SELECT state FROM alerts
         WHERE id IN (SELECT alert FROM alert_detections WHERE detection = 'campaign') AND account != ? AND instr(state, ?) > 0`,
        account,
        JSON.stringify(account),
      )
      .toArray()
      .map((row): Alert => JSON.parse(row.state));
  }

  /** Writes what an alert says, where nothing happened to it: no news, and columns as they are. */
  rewrite(alert: Alert): void {
    this.#sql.exec('UPDATE alerts SET state = ? WHERE id = ?', JSON.stringify(alert), alert.id);
  }

  eraseAccount(account: string): void {
    this.#sql.exec('DELETE FROM alert_detections WHERE alert IN (SELECT id FROM alerts WHERE account = ?)', account);
    this.#sql.exec('DELETE FROM alerts WHERE account = ?', account);
  }

  putCampaign(campaign: Campaign): void {
    const openedMs = Date.parse(campaign.openedAt);
    this.#sql.exec(
      `INSERT INTO campaigns (id, listed_ms, last_seen_ms, campaign) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET last_seen_ms = ?3, campaign = ?4`,
      campaign.id,
      openedMs,
      Date.parse(campaign.lastSeenAt),
      JSON.stringify(campaign),
    );
  }

  deleteCampaign(id: string): void {
    this.#sql.exec('DELETE FROM campaigns WHERE id = ?', id);
  }

  getCampaign(id: string): Campaign | undefined {
    const [row] = this.#sql.exec<{ campaign: string }>('SELECT campaign FROM campaigns WHERE id = ?', id);
    return row && JSON.parse(row.campaign);
  }

  /** Campaigns that an account is part of. */
  campaignsWith(account: string): Campaign[] {
    return this.#sql
      .exec<{ campaign: string }>('SELECT campaign FROM campaigns')
      .toArray()
      .map((row): Campaign => JSON.parse(row.campaign))
      .filter((campaign) => campaign.accounts.includes(account));
  }

  countCampaigns(): number {
    return this.#sql.exec<{ count: number }>('SELECT count(*) AS count FROM campaigns').one().count;
  }

  listCampaigns(limit: number, after?: ListCursor): Page<Campaign> {
    const rows = this.#sql
      .exec<{ id: string; listed_ms: number; campaign: string }>(
        'SELECT * FROM campaigns WHERE (listed_ms, id) < (?, ?) ORDER BY listed_ms DESC, id DESC LIMIT ?',
        after?.key ?? Number.MAX_SAFE_INTEGER,
        after?.id ?? '',
        limit + 1,
      )
      .toArray();
    const items = rows.slice(0, limit).map((row): Campaign => JSON.parse(row.campaign));
    const last = rows[limit - 1];
    return rows.length > limit && last ? { items, next: { key: last.listed_ms, id: last.id } } : { items };
  }
}

/** After every character that a name holds, in the order of UTF-8. */
const LAST_CHARACTER = '\u{10ffff}';

const isListed = (alert: Alert): boolean => alert.severity !== 'info';

function conditions(query: AlertQuery, key: string): { where: string; bindings: SqlStorageValue[] } {
  const parts: [condition: string, ...bindings: (SqlStorageValue | undefined)[]][] = [
    ['status = ?', query.status],
    ['severity >= ?', query.severity && severityRank(query.severity)],
    ['account = ?', query.account],
    // A range, which the index on accounts can serve; LIKE and GLOB would read wildcards into names.
    [
      'account >= ? AND account < ?',
      query.accountPrefix,
      query.accountPrefix && `${query.accountPrefix}${LAST_CHARACTER}`,
    ],
    ['id IN (SELECT alert FROM alert_detections WHERE detection = ?)', query.detection],
    ['last_seen_ms >= ?', query.sinceMs],
    ['opened_ms <= ?', query.untilMs],
    [`(${key}, id) < (?, ?)`, query.after?.key, query.after?.id],
  ];
  const where = ['listed = 1'];
  const bindings: SqlStorageValue[] = [];
  for (const [condition, ...values] of parts) {
    const given = values.filter((value) => value !== undefined);
    if (given.length === 0) continue;
    where.push(condition);
    bindings.push(...given);
  }
  return { where: where.join(' AND '), bindings };
}
