import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { NoveltyEvidence } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import { hashToken } from './tokens/tokens.ts';

const tenantOf = (name: string) => env.TENANTS.getByName(name);

async function created(name: string) {
  const tenant = tenantOf(name);
  const tokens = await tenant.create(name);
  if (tokens === undefined) throw new Error('exists');
  return { tenant, adminToken: tokens.adminToken };
}

const NOW_MS = Date.UTC(2026, 9, 5, 8);

function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    alert: 'alr_1',
    detection: 'new-client',
    account: 'ola@example.com',
    severity: 'medium',
    score: 50,
    time: new Date(NOW_MS).toISOString(),
    summary: 'Something new.',
    techniques: ['T1078'],
    evidence: { kind: 'novelty', what: 'client', value: 'curl', usual: [] },
    eventIds: [id],
    ...more,
  };
}

describe('a tenant that nobody created', () => {
  it('knows no token, takes no finding, and writes nothing', async () => {
    const tenant = tenantOf('nobody');
    expect(await tenant.check(await hashToken('mrd_admin_nobody_x'))).toBeUndefined();
    expect(await tenant.receiveFindings([finding('f1')])).toBe(0);
    await tenant.reportIntake({ counts: [{ source: 'x', passedOver: { 'no login': 1 }, rejected: 0 }], rejects: [] });
    const tables = await runInDurableObject(tenant, (_, { storage }) => [
      ...storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf%'"),
    ]);
    expect(tables).toEqual([]);
  });
});

describe('what a tenant keeps', () => {
  it('is there after an eviction', async () => {
    const { tenant, adminToken } = await created('kept');
    await tenant.receiveFindings([finding('f1')]);
    await evictDurableObject(tenant);
    expect(await tenant.check(await hashToken(adminToken))).toMatchObject({ kind: 'admin', settings: { shards: 1 } });
    expect((await tenant.alerts({ limit: 10 })).items).toMatchObject([{ id: 'alr_1', findingCount: 1 }]);
    expect(await tenant.create('kept')).toBeUndefined();
  });

  it('holds no token, only hashes', async () => {
    const { tenant, adminToken } = await created('hashed');
    const stored = await runInDurableObject(tenant, (_, { storage }) =>
      JSON.stringify([...storage.sql.exec('SELECT * FROM tokens')]),
    );
    expect(stored).toContain(await hashToken(adminToken));
    expect(stored).not.toContain(adminToken.slice(-48));
  });
});

describe('a token that was revoked while it is still remembered elsewhere', () => {
  const NOBODY = 'tok_never';
  async function withRevoked(name: string) {
    const { tenant } = await created(name);
    const second = await tenant.createToken({ kind: 'admin' });
    if (!second.ok) throw new Error(second.error);
    const { id } = second.value;
    expect(await tenant.isAdmin(id)).toBe(true);
    return { tenant, id };
  }
  const tokenRows = (tenant: Awaited<ReturnType<typeof created>>['tenant']) =>
    runInDurableObject(tenant, (_, { storage }) => storage.sql.exec('SELECT id FROM tokens').toArray().length);

  it('opens no session, makes no token, and changes no setting', async () => {
    const { tenant, id } = await withRevoked('revoked');
    expect((await tenant.revokeToken(id)).ok).toBe(true);
    const before = await tokenRows(tenant);
    for (const gone of [id, NOBODY]) {
      expect(await tenant.isAdmin(gone)).toBe(false);
      expect(await tenant.openSession(gone)).toBeUndefined();
      expect(await tenant.createToken({ kind: 'admin' }, gone)).toEqual({ ok: false, error: 'revoked' });
      expect(await tenant.patchSettings({ shards: 4 }, gone)).toEqual({ ok: false, error: 'revoked' });
    }
    expect(await tokenRows(tenant)).toBe(before);
    expect(await tenant.settings()).toMatchObject({ shards: 1 });
  });

  it('opens none either when it goes while the session is being made', async () => {
    const { tenant, id } = await withRevoked('revoked-meanwhile');
    const before = await tokenRows(tenant);
    const session = await runInDurableObject(tenant, async (instance) => {
      const opening = instance.openSession(id);
      instance.revokeToken(id);
      return opening;
    });
    expect(session).toBeUndefined();
    expect(await tokenRows(tenant)).toBe(before - 1);
  });

  it('does not make an admin of a session or an ingest token', async () => {
    const { tenant, id } = await withRevoked('no-admins');
    const session = await tenant.openSession(id);
    expect(session).toBeDefined();
    expect(await tenant.openSession(session?.id ?? '')).toBeUndefined();
    const ingest = await tenant.createToken({ kind: 'ingest' }, id);
    expect(await tenant.openSession(ingest.ok ? ingest.value.id : '')).toBeUndefined();
  });
});

describe('an edit of an alert', () => {
  it('that changes nothing is no news, and one that does is', async () => {
    const { tenant } = await created('edits');
    await tenant.receiveFindings([finding('f1')]);
    const before = await tenant.newsSequence();
    for (const edit of [{}, { note: '' }, { status: 'open' } as const])
      expect(await tenant.editAlert('alr_1', edit)).toMatchObject({ id: 'alr_1', status: 'open' });
    expect(await tenant.newsSequence()).toBe(before);
    expect(await tenant.editAlert('alr_1', { note: 'called\r\nhim' })).toMatchObject({ note: 'called\nhim' });
    expect(await tenant.newsSequence()).toBe(before + 1);
  });
});

describe('findings', () => {
  it('count once, however often a shard tells them', async () => {
    const { tenant } = await created('once');
    expect(await tenant.receiveFindings([finding('f1'), finding('f2'), finding('f1')])).toBe(1);
    const before = await tenant.newsSequence();
    expect(await tenant.receiveFindings([finding('f2'), finding('f1')])).toBe(0);
    expect(await tenant.newsSequence()).toBe(before);
    expect(await tenant.alert('alr_1')).toMatchObject({ findingCount: 2 });
  });

  it('of severity info alone make no alert, but its context when more comes', async () => {
    const { tenant } = await created('context');
    expect(await tenant.receiveFindings([finding('f1', { severity: 'info' })])).toBe(0);
    expect(await tenant.alert('alr_1')).toBeUndefined();
    expect((await tenant.alerts({ limit: 10 })).items).toEqual([]);
    expect(await tenant.newsAfter(0, 10)).toEqual([]);
    await tenant.receiveFindings([finding('f2', { severity: 'high' })]);
    expect(await tenant.alert('alr_1')).toMatchObject({ severity: 'high', findingCount: 2 });
    expect(await tenant.newsAfter(0, 10)).toMatchObject([{ change: 'opened', alert: { id: 'alr_1' } }]);
  });

  it('leave the order of the list as it was when an alert goes on', async () => {
    const { tenant } = await created('order');
    const at = (hours: number) => new Date(NOW_MS + hours * 3_600_000).toISOString();
    await tenant.receiveFindings([
      finding('f1', { alert: 'alr_a', time: at(0) }),
      finding('f2', { alert: 'alr_b', time: at(1) }),
    ]);
    await tenant.receiveFindings([
      finding('f3', { alert: 'alr_a', time: at(2) }),
      finding('f4', { alert: 'alr_b', time: at(-5) }),
    ]);
    expect((await tenant.alerts({ limit: 10 })).items.map(({ id }) => id)).toEqual(['alr_b', 'alr_a']);
  });
});

describe('erasing an account', () => {
  const shared = { network: 'AS64511 Away', client: 'curl', firstSeen: new Date(NOW_MS).toISOString() };
  /** A session of the account with the client and network that others show too. */
  const visit = (account: string, hours: number, alert = `alr_${account}`): Finding[] => {
    const time = new Date(NOW_MS + hours * 3_600_000).toISOString();
    const evidence: NoveltyEvidence = {
      kind: 'novelty',
      what: 'network',
      value: shared.network,
      usual: [],
      fingerprint: shared,
      sessionStart: time,
    };
    const own: Partial<Finding> = { alert, account, time, severity: 'low' };
    const client: NoveltyEvidence = { ...evidence, what: 'client', value: 'curl' };
    return [
      finding(`${account}-${hours}-n`, { ...own, detection: 'new-network', evidence }),
      finding(`${account}-${hours}-c`, { ...own, detection: 'new-client', evidence: client }),
    ];
  };
  /** Five accounts that one operator uses. */
  async function campaignOf(name: string) {
    const { tenant } = await created(name);
    for (const [index, initial] of ['a', 'b', 'c', 'd', 'e'].entries())
      for (const day of [0, 1, 2]) await tenant.receiveFindings(visit(`${initial}@example.com`, index * 5 + day * 24));
    expect((await tenant.campaigns(10)).items[0]?.accounts).toContain('c@example.com');
    return tenant;
  }
  const dump = (tenant: Awaited<ReturnType<typeof campaignOf>>): Promise<string> =>
    runInDurableObject(tenant, (_, { storage }) =>
      ['alerts', 'findings', 'campaigns', 'meta', 'rejects', 'alert_detections']
        .map((table) => JSON.stringify([...storage.sql.exec(`SELECT * FROM ${table}`)]))
        .join(),
    );

  it('takes it out of the campaigns and the evidence of its fellows', async () => {
    const tenant = await campaignOf('erased');
    const before = await tenant.newsSequence();
    await tenant.eraseAccount('c@example.com');
    expect((await tenant.campaigns(10)).items[0]?.accounts).toHaveLength(4);
    const left = await dump(tenant);
    expect(left).not.toContain('c@example.com');
    expect(left).toContain('d@example.com');
    expect(await tenant.newsSequence()).toBe(before);
  });

  it("takes it out of a fellow's earlier alert, whose place in the campaign a later one took", async () => {
    const tenant = await campaignOf('erased-earlier');
    await tenant.receiveFindings(visit('d@example.com', 14 * 24, 'alr_d2'));
    await tenant.receiveFindings(visit('f@example.com', 15 * 24));
    const [campaign] = (await tenant.campaigns(10)).items;
    expect(campaign?.alerts).toContain('alr_d2');
    expect(campaign?.alerts).not.toContain('alr_d@example.com');
    const earlier = await tenant.alert('alr_d@example.com');
    expect(JSON.stringify(earlier)).toContain('c@example.com');
    await tenant.eraseAccount('c@example.com');
    expect(await dump(tenant)).not.toContain('c@example.com');
    const { findings, ...alert } = (await tenant.alert('alr_d@example.com')) ?? {};
    const { findings: before, ...same } = earlier ?? {};
    expect(alert).toEqual(same);
    expect(findings?.map(({ id }) => id)).toEqual(before?.map(({ id }) => id));
  });
});
