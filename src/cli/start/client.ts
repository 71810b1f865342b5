import * as v from 'valibot';
import { Alert } from '../../domain/alert.ts';
import { Failure } from '../shared/command.ts';

/** The few calls of the admin API that commands make. Each rejects with a Failure where the answer is not what was asked for. */

const CreatedTenant = v.object({ tenant: v.string(), adminToken: v.string(), ingestToken: v.string() });
export type CreatedTenant = v.InferOutput<typeof CreatedTenant>;

const AlertPage = v.object({ alerts: v.array(Alert), next: v.optional(v.string()) });
const PAGE_LIMIT = '100';
const HTTP_UNAUTHORIZED = 401;

/** Creates a tenant; 409 where there is one of that name. */
export async function createTenant(url: string, rootToken: string, tenant: string): Promise<CreatedTenant> {
  const response = await fetch(`${url}/v1/tenants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tenant }),
  });
  return read(response, CreatedTenant, `creating the tenant ${tenant}`);
}

/** True where the token is an admin's; false where it is nobody's (its tenant may be gone). */
export async function isAdmin(url: string, adminToken: string): Promise<boolean> {
  const response = await fetch(`${url}/v1/stats`, { headers: { authorization: `Bearer ${adminToken}` } });
  await response.text();
  if (response.status === HTTP_UNAUTHORIZED) return false;
  if (!response.ok) throw new Failure(`the Worker answered ${response.status} to GET /v1/stats`);
  return true;
}

/** Every alert of the tenant, newest first. */
export async function listAlerts(url: string, adminToken: string): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = new URLSearchParams({ limit: PAGE_LIMIT, ...(cursor === '' ? {} : { cursor }) });
    const response = await fetch(`${url}/v1/alerts?${query}`, { headers: { authorization: `Bearer ${adminToken}` } });
    const page: v.InferOutput<typeof AlertPage> = await read(response, AlertPage, 'listing alerts');
    alerts.push(...page.alerts);
    cursor = page.next;
  }
  return alerts;
}

async function read<Schema extends v.GenericSchema>(
  response: Response,
  schema: Schema,
  doing: string,
): Promise<v.InferOutput<Schema>> {
  const text = await response.text();
  if (!response.ok) throw new Failure(`${doing}: the Worker answered ${response.status} ${text.slice(0, 500)}`);
  const parsed = v.safeParse(schema, JSON.parse(text));
  if (!parsed.success) throw new Failure(`${doing}: ${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`);
  return parsed.output;
}
