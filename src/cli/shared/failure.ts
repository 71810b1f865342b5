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
  if (error instanceof Failure) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = systemErrorOf(error);
  const reason = code === undefined ? undefined : FILE_TROUBLES[code];
  return reason === undefined || path === undefined ? error.message : `${path}: ${reason}`;
}

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'not allowed to read it',
  EISDIR: 'is a folder, not a file',
  ENOSPC: 'no space left',
};

const systemErrorOf = (error: NodeJS.ErrnoException) => ({ code: error.code, path: error.path });
