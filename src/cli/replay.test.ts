import { describe, expect, it } from 'vitest';
import { run, TIMEOUT } from '../../test/support/commands.ts';

describe('npm run replay', () => {
  it('refuses an address that is none, and wants a token', TIMEOUT, async () => {
    const [address, token] = await Promise.all([
      run('replay', ['-', '--url', 'nowhere', '--token', 'x']),
      run('replay', ['-', '--url', 'http://127.0.0.1:1']),
    ]);
    expect(address).toMatchObject({ code: 2, errors: 'nowhere is no address\n' });
    expect(token.code).toBe(2);
  });
});
