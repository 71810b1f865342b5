import { describe, expect, it } from 'vitest';
import { foldLives, LATER, loginAt, named, officeLogins, STRANGE_CLIENT } from '../../../test/support/login-lives.ts';

const life = foldLives(officeLogins());

describe('new-client', () => {
  it('is context when a new client comes from a known network', () => {
    const { findings } = foldLives([loginAt(LATER, {}, { client: STRANGE_CLIENT })], life);
    expect(named(findings)).toEqual(['new-client info']);
    expect(findings[0]?.evidence).toMatchObject({
      what: 'client',
      value: 'Firefox, Windows 7',
      usual: ['Chrome, Windows'],
    });
  });

  it('does not take a new version of a browser for a new client', () => {
    const client = { family: 'Chrome', os: 'Windows', version: 143, automation: false };
    expect(foldLives([loginAt(LATER, {}, { client })], life).findings).toEqual([]);
  });
});
