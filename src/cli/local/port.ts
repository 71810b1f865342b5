import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from '../shared/failure.ts';

/** Where local Workers listen: reachable from this machine only. */
export const HOST = '127.0.0.1';

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
