import { shardTable } from '../../accounts/routing.ts';
import { ANY_VENDOR, type SourceConfig, type TenantSettings } from '../../domain/tenant.ts';
import type { Env } from '../env.ts';
import { onShard } from '../objects.ts';
import type { Destination } from './dispatch.ts';
import { enricherFor } from './enricher.ts';

/** Whether a sender brings records of several vendors: to any address, or to the collector with whatever is inside. */
export const isOfSeveral = ({ vendor }: SourceConfig): boolean => vendor === ANY_VENDOR || vendor === 'hec';

/**
 * The name that events carry, within which their ids are unique: of the source, and of the vendor that knew the record where one
 * source brings those of several. By which way in it came makes no difference: the same record by another is a duplicate.
 */
export function eventSource(sender: SourceConfig, vendor: string): string {
  const isPlain = !isOfSeveral(sender) || vendor === 'events' || vendor === sender.vendor;
  return isPlain ? sender.name : `${sender.name}/${vendor}`;
}

/** Where a sender's events go: to the shards of its tenant. */
export async function destinationOf(
  env: Env,
  tenant: string,
  { detection, shards }: TenantSettings,
  sender: SourceConfig,
): Promise<Destination> {
  return {
    tenant,
    sourceOf: (vendor) => eventSource(sender, vendor),
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
