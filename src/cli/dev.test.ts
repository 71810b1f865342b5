import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { run, TIMEOUT } from '../../test/support/commands.ts';

it('npm run dev says when its port is taken, and starts nothing', TIMEOUT, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  // It ends when nobody holds its output any more.
  expect(await run('dev', ['--port', String(port)])).toEqual({
    code: 1,
    out: '',
    errors: `port ${port} is in use; choose another one, like --port ${port + 1}\n`,
  });
  other.close();
});

it('npm run dev refuses a port that is none', TIMEOUT, async () => {
  expect(await run('dev', ['--port', '99999'])).toMatchObject({
    code: 2,
    errors: '--port 99999 is no port; give a number of 0 to 65535\n',
  });
  expect(await run('dev', ['--port', ''])).toMatchObject({ code: 2, errors: expect.stringContaining('is no port') });
});
