import { once } from 'node:events';
import { createServer } from 'node:net';
import { EXIT_USAGE, Failure } from '../shared/command.ts';

/** Where local Workers listen: reachable from this machine only. */
export const HOST = '127.0.0.1';
const DEFAULT_PORT = 8787;
const HIGHEST_PORT = 65_535;

/** Throws a Failure where the port is taken: workerd's own message is long and says little. 0 is any free one. */
export async function assertFree(port: number): Promise<void> {
  const probe = createServer();
  probe.listen(port, HOST);
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Failure(`port ${port} is in use; choose another one, like PORT=${port + 1}`);
    throw error;
  }
  probe.close();
  await once(probe, 'close');
}

/** The port that somebody asks for, mostly by the environment variable PORT; the usual one where nobody does. Throws a Failure where that is none. */
export function portOf(text: string | undefined): number {
  const port = Number(text === undefined || text === '' ? DEFAULT_PORT : text);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT)
    throw new Failure(`PORT=${text} is no port; give a number of 0 to ${HIGHEST_PORT}`, EXIT_USAGE);
  return port;
}
