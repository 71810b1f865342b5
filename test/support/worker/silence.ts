import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

const HOUR_MS = 3_600_000;

/** Has a source look as if it had sent in every hour of a week until five hours ago, and lets the Tenant's alarm look. */
export async function silence(tenant: string, source = 'default'): Promise<void> {
  const stub = env.TENANTS.getByName(tenant);
  await runInDurableObject(stub, (_, { storage }) => {
    const from = Math.floor(Date.now() / HOUR_MS) - 173;
    storage.sql.exec(
      'INSERT INTO source_habits (stream, from_hour, marks) VALUES (?, ?, ?)',
      source,
      from,
      '1'.repeat(168),
    );
    storage.sql.exec("INSERT OR REPLACE INTO jobs VALUES ('watch', 1, 0)");
    return storage.setAlarm(Date.now() + HOUR_MS);
  });
  await runDurableObjectAlarm(stub);
}
