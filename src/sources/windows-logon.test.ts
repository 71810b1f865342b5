import { describe, expect, it } from 'vitest';
import { ecs } from './ecs.ts';
import { ocsf } from './ocsf.ts';

/** What each source makes of a logon that Windows recorded. */
const SOURCES = {
  ocsf: (name: string, logonType: number) =>
    ocsf.normalise({
      class_uid: 3002,
      activity_id: 1,
      time: 1_772_439_249_512,
      status_id: 1,
      logon_type_id: logonType,
      user: { name },
      metadata: { uid: 'o-1', product: { name: 'Microsoft Windows' } },
    }),
  ecs: (name: string, logonType: number) =>
    ecs.normalise({
      '@timestamp': '2026-03-02T08:14:09.512Z',
      event: { id: 'e-1', category: ['authentication'], action: 'logged-in', outcome: 'success', code: '4624' },
      user: { name },
      winlog: { event_data: { LogonType: String(logonType) } },
    }),
};

describe.each(Object.entries(SOURCES))('a logon of Windows in %s', (_, normalise) => {
  it.each([
    [2, true],
    [7, true],
    [10, true],
    [11, true],
    [3, false],
    [4, false],
    [5, false],
  ])('of type %i is by somebody present: %s', (logonType, interactive) =>
    expect(normalise('ola', logonType)).toMatchObject({ events: [{ account: 'ola', interactive }] }),
  );

  it.each(['LAPTOP-1$', 'DWM-2', 'UMFD-0', 'NETWORK SERVICE'])('of %s is nobody’s', (name) =>
    expect(normalise(name, 2)).toEqual({ kind: 'not-ours', why: 'no person' }),
  );
});

describe('a logon of Windows in ecs without a type', () => {
  const logon = (event: object, winlog?: object) =>
    ecs.normalise({
      '@timestamp': '2026-03-02T08:14:09.512Z',
      event: { id: 'e-1', category: ['authentication'], outcome: 'success', ...event },
      user: { name: 'ola' },
      winlog,
    });

  it('is told by its action, or by the name of its type', () => {
    for (const action of ['kerberos-service-ticket-requested', 'credential-validated', 'logged-in-explicit'])
      expect(logon({ action }), action).toMatchObject({ events: [{ interactive: false }] });
    expect(logon({ action: 'logged-in' }, { logon: { type: 'RemoteInteractive' } })).toMatchObject({
      events: [{ interactive: true }],
    });
    expect(logon({ action: 'logged-in' }, { logon: { type: 'Network' } })).toMatchObject({
      events: [{ interactive: false }],
    });
  });
});
