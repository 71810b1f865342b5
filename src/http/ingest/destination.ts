import { shardTable } from '../../accounts/routing.ts';
import { ANY_VENDOR, type SourceConfig, type TenantSettings } from '../../domain/tenant.ts';
import type { Env } from '../env.ts';
import { onShard } from '../objects.ts';
import type { Destination } from './dispatch.ts';
import { enricherFor } from './enricher.ts';

/** The name that events carry: of the source, and of the vendor where one source takes the records of several. */
export function eventSource(sender: SourceConfig, vendor: string): string {
  return sender.vendor === ANY_VENDOR && vendor !== 'events' ? `${sender.name}/${vendor}` : sender.name;
}

/** Where a sender's events of a vendor go: to the shards of its tenant. */
export async function destinationOf(
  env: Env,
  tenant: string,
  { detection, shards }: TenantSettings,
  sender: SourceConfig,
  vendor: string,
): Promise<Destination> {
  return {
    tenant,
    source: eventSource(sender, vendor),
    settings: detection,
    shards: shardTable(shards),
    enrich: await enricherFor(env, detection),
    accept: (shard, batch) =>
      onShard(env, shard, async (stub) => {
        const accepted = await stub.accept(batch);
        // Whoever reads the answer may ask for its alerts at once: have them delivered, which the alarm would do a moment later.
        if (accepted.alerts.length > 0) await stub.flush().catch(() => false);
        return accepted;
      }),
  };
}
