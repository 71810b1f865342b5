import { once } from 'node:events';
import { createServer } from 'node:net';
import { EXIT_USAGE, Failure } from '../shared/command.ts';

/** Where local Workers listen: reachable from this machine only. */
export const HOST = '127.0.0.1';
const DEFAULT_PORT = 8787;
const HIGHEST_PORT = 65_535;

const BY_OPTION = '--port ';
const BY_VARIABLE = 'PORT=';

/** A port, and how it was asked for: what stands before the number. */
export interface AskedPort {
  readonly port: number;
  readonly by: typeof BY_OPTION | typeof BY_VARIABLE;
}

/** Throws a Failure where the port is taken: workerd's own message is long and says little. 0 is any free one. */
export async function assertFree({ port, by }: AskedPort): Promise<void> {
  const probe = createServer();
  probe.listen(port, HOST);
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Failure(`port ${port} is in use; choose another one, like ${by}${nextTo(port)}`);
    throw error;
  }
  probe.close();
  await once(probe, 'close');
}

const nextTo = (port: number): number => (port < HIGHEST_PORT ? port + 1 : port - 1);

/**
 * The port that somebody asks for, by the option of a command or the environment variable PORT; the usual one where nobody does.
 * Throws a Failure where that is none.
 */
export function portOf(variable: string | undefined, option?: string): AskedPort {
  const by = option === undefined ? BY_VARIABLE : BY_OPTION;
  const text = option ?? (variable === '' ? undefined : variable);
  const port = Number(text ?? DEFAULT_PORT);
  if (text?.trim() === '' || !Number.isInteger(port) || port < 0 || port > HIGHEST_PORT)
    throw new Failure(`${by}${text} is no port; give a number of 0 to ${HIGHEST_PORT}`, EXIT_USAGE);
  return { port, by };
}
