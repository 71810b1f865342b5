import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOf, TIMEOUT, temporaryFolder } from '../../test/support/commands.ts';

const folder = temporaryFolder();

describe('npm start', () => {
  const start = async (port: string): Promise<{ code: unknown; errors: string }> => {
    const child = spawn(process.execPath, [pathOf('start'), '--state', join(folder, 'state')], {
      env: { ...process.env, PORT: port },
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, errors };
  };

  it('refuses a port that is none, and says when one is taken', TIMEOUT, async () => {
    expect(await start('http')).toEqual({ code: 2, errors: 'PORT=http is no port; give a number of 0 to 65535\n' });
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    expect(await start(port)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(`port ${port} is in use; choose`),
    });
    other.close();
  });
});
