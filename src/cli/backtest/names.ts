/** Whom the events of a backtest are taken for where nobody says: a tenant of its own, and the source that a tenant begins with. */
export const BACKTEST_TENANT = 'backtest';
export const BACKTEST_SOURCE = 'default';
