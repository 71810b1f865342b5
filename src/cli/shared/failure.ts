export const EXIT_FAILED = 1;

/** A failure that the user can act on: its message is printed alone, without a stack. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT_FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A message for people: what happened, of a file where it is about one. */
export function messageOf(error: unknown): string {
  if (error instanceof Failure || !(error instanceof Error)) return reasonOf(error);
  const { code, path } = systemErrorOf(error);
  return code === undefined || path === undefined || FILE_TROUBLES[code] === undefined
    ? error.message
    : `${path}: ${reasonOf(error)}`;
}

/** What was the matter, without the file that it is about. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return FILE_TROUBLES[systemErrorOf(error).code ?? ''] ?? error.message;
}

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'there is a file where a folder should be',
  EACCES: 'not allowed',
  EISDIR: 'is a folder, not a file',
  ENOSPC: 'no space left',
};

const systemErrorOf = (error: NodeJS.ErrnoException) => ({ code: error.code, path: error.path });
