import { expect, it } from 'vitest';
import { ecs } from './ecs.ts';

it('takes from a sign-in of Entra ID whether somebody was there: most are refreshes of tokens', () => {
  const signIn = (interactive: boolean) =>
    ecs.normalise({
      '@timestamp': '2026-03-02T08:14:09.512Z',
      event: { id: 'e-1', category: ['authentication'], action: 'Sign-in activity', outcome: 'success' },
      user: { name: 'ola@example.com' },
      azure: { signinlogs: { properties: { is_interactive: interactive } } },
    });
  for (const interactive of [true, false]) expect(signIn(interactive)).toMatchObject({ events: [{ interactive }] });
});
