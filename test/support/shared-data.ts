import { existsSync } from 'node:fs';

/** Data of others, kept beside the repository and no part of it: tests that need it are reported as skipped where it is absent. */
export interface SharedData {
  readonly path: string;
  readonly isAbsent: boolean;
  /** For the name of a test: why it is skipped, or nothing. */
  readonly note: string;
}

export function sharedData(name: string): SharedData {
  const { pathname } = new URL(`../../../shared/data/${name}`, import.meta.url);
  const isAbsent = !existsSync(pathname);
  return { path: pathname, isAbsent, note: isAbsent ? ` (skipped: no ../shared/data/${name})` : '' };
}
