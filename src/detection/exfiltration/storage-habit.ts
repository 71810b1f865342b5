/** What the fold plugs in: the habit, what it asks of the session, the fold, corrections and migrations. */
export type { StorageContext, Suspicion } from './context.ts';
export { correctStorage } from './correct.ts';
export { foldStorage } from './fold-storage.ts';
export { emptyStorageHabit, type StorageHabit } from './habit.ts';
export { migrateStorage } from './migrate.ts';
