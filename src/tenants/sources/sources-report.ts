import {
  addIntake,
  type IntakeCounts,
  NO_INTAKE,
  type Reasons,
  type Refusal,
  type RejectedRecord,
  type SourceReport,
  type TenantStats,
} from '../../domain/intake.ts';
import { type Newest, newestOf } from '../../domain/newest.ts';
import type { Notice } from '../../domain/notice.ts';
import type { SourceConfig } from '../../domain/tenant.ts';
import { formatInstant, HOUR_MS } from '../../domain/time.ts';
import { hourByHour, type IntakeHour } from '../intake/intake-store.ts';
import { sourceHealth } from './source-health.ts';

/** What the watch knows of a source. */
export interface Watched {
  /** Of all that it ever brought before these hours; undefined where that is nothing. */
  readonly newest: Newest | undefined;
  readonly notices: readonly Notice[];
  readonly refusal: Refusal | undefined;
}

/** What was counted of a source in the last 48 hours. */
export interface Counted {
  readonly hours: readonly IntakeHour[];
  /** Why records were passed over. */
  readonly reasons: Reasons;
  readonly datedByArrival: number;
  readonly newestReject: RejectedRecord | undefined;
}

/** A source as the admin sees it: configuration without secrets, and how it fares. */
export function reportSource(
  source: SourceConfig,
  { hours, reasons, datedByArrival, newestReject }: Counted,
  watched: Watched,
  nowMs: number,
): SourceReport {
  const laid = hourByHour(hours, nowMs).map(({ counts }) => counts);
  const total = laid.reduce(addIntake, NO_INTAKE);
  const records = total.accepted + total.duplicates + total.passedOver + total.rejected;
  const { lastEventMs, lastReceivedMs } = newestOf([watched.newest, ...hours]);
  return {
    name: source.name,
    vendor: source.vendor,
    createdAt: source.createdAt,
    hasSigningSecret: source.signingSecret !== undefined,
    ...(source.signing !== undefined && { signing: source.signing }),
    ...(source.mapping !== undefined && { mapping: source.mapping }),
    health: sourceHealth(laid, watched.newest !== undefined || hours.length > 0, watched.notices.length > 0),
    notices: [...watched.notices],
    ...(lastEventMs !== undefined && { lastEventAt: formatInstant(lastEventMs) }),
    ...(lastReceivedMs !== undefined && { lastReceivedAt: formatInstant(lastReceivedMs) }),
    eventsPerHour: laid.map((counts) => counts.accepted),
    rejectsPerHour: laid.map((counts) => counts.rejected),
    passedOverShare: records === 0 ? 0 : total.passedOver / records,
    passedOverReasons: reasons,
    ...(datedByArrival > 0 && { datedByArrival }),
    ...(newestReject !== undefined && { newestReject }),
    ...(watched.refusal !== undefined && { newestRefusal: watched.refusal }),
  };
}

export function tenantStats(
  hours: readonly IntakeHour[],
  alerts: TenantStats['alerts'],
  campaigns: number,
  notices: number,
  nowMs: number,
): TenantStats {
  const laid = hourByHour(hours, nowMs);
  const sources = new Map<string, IntakeCounts>();
  const oldest = laid[0]?.hour ?? 0;
  for (const hour of hours)
    if (hour.hour >= oldest) sources.set(hour.source, addIntake(sources.get(hour.source) ?? NO_INTAKE, hour));
  return {
    total: laid.reduce((sum, { counts }) => addIntake(sum, counts), NO_INTAKE),
    hours: laid.map(({ hour, counts }) => ({ hour: formatInstant(hour * HOUR_MS), ...counts })),
    sources: Object.fromEntries(sources),
    alerts,
    campaigns,
    notices,
  };
}
