import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { lines, run, TIMEOUT } from '../../test/support/commands.ts';
import { aLogin } from '../../test/support/events.ts';

describe('npm run replay', () => {
  it('refuses an address that is none, and wants a token', TIMEOUT, async () => {
    const [address, protocol, port, badPort, token] = await Promise.all([
      run('replay', ['-', '--url', 'nowhere', '--token', 'x']),
      run('replay', ['-', '--url', 'localhost:8787', '--token', 'x']),
      run('replay', ['-', '--url', 'http://127.0.0.1:99999', '--token', 'x']),
      run('replay', ['-', '--url', 'http://127.0.0.1:1', '--token', 'x'], lines(aLogin())),
      run('replay', ['-', '--url', 'http://127.0.0.1:1']),
    ]);
    expect(address).toMatchObject({ code: 2, errors: 'nowhere is no address of a Meridian\n' });
    expect(protocol).toMatchObject({ code: 2, errors: 'localhost:8787 is no address of a Meridian\n' });
    expect(port).toMatchObject({ code: 2, errors: 'http://127.0.0.1:99999 is no address of a Meridian\n' });
    expect(badPort).toMatchObject({ code: 1, errors: 'http://127.0.0.1:1: port 1 is reserved for another protocol\n' });
    expect(token.code).toBe(2);
  });

  it('prints the ids of alerts where it is asked to, and else where they are', TIMEOUT, async () => {
    const server = createServer((_request, response) => {
      response.end(JSON.stringify({ accepted: 1, duplicates: 0, rejected: [], alerts: ['alr_1'] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const [plain, ids] = await Promise.all([
      run('replay', ['-', '--url', url, '--token', 'x'], lines(aLogin())),
      run('replay', ['-', '--url', url, '--token', 'x', '--ids'], lines(aLogin())),
    ]);
    server.close();
    expect(plain).toEqual({
      code: 0,
      out: '',
      errors: `1 accepted, 0 duplicates, 0 rejected, 1 alert touched\nthe page has them: ${url}/\n`,
    });
    expect(ids).toMatchObject({ code: 0, out: 'alr_1\n' });
  });
});
