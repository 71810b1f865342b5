import type { DetectionId } from '../../domain/finding.ts';
import type { Severity } from '../../domain/severity.ts';
import type { FindingDraft } from '../detection.ts';
import { HOUR_LINES, type SeverityLines } from './constants.ts';
import { clientWords } from './evidence.ts';
import type { Sighting, SizeJudgement } from './sighting.ts';
import { countWords, sizeWords, spanWords } from './words.ts';

/**
 * What a storage detection says, and how large the thing is (kilobytes or objects): it is said again when that has multiplied.
 * It is put into words only when it is said, since most are repetitions.
 */
export interface Saying {
  readonly detection: DetectionId;
  readonly severity: Severity;
  readonly level: number;
  readonly words: () => Pick<FindingDraft, 'score' | 'summary' | 'evidence'>;
}

/** Severity by total nats; undefined below what is worth writing down. */
export function severityOf(nats: number, lines: SeverityLines = HOUR_LINES): Severity | undefined {
  if (nats >= lines.high) return 'high';
  if (nats >= lines.medium) return 'medium';
  return nats >= lines.low ? 'low' : undefined;
}

/** 0 to 100: 50 where an alert begins. */
export const scoreOf = (nats: number, lines: SeverityLines = HOUR_LINES): number =>
  Math.max(0, Math.min(100, Math.round((50 * nats) / lines.medium)));

const NOUNS = ['upload', 'download', 'outward share'] as const;

/** "4.1 GB in 38 uploads to dropbox.com in 52 minutes" */
export function movedWords(sighting: Sighting): string {
  const { totals, transfer, event } = sighting;
  const direction = Math.floor(transfer.kind / 3);
  const way = direction === 1 ? 'from' : direction === 0 ? 'to' : 'on';
  const number = countWords(totals.count, NOUNS[direction] ?? 'upload');
  const what = totals.kilobytes > 0 ? `${sizeWords(totals.kilobytes)} in ${number}` : number;
  return `${what} ${way} ${shortService(event.service)} ${spanWords(totals.firstMs, totals.lastMs)}`;
}

export const shortService = (service: string): string => (service.length > 60 ? `${service.slice(0, 59)}…` : service);

/** "a busy hour of this account moves 12 MB", or that it never did so. */
export function usualWords(size: SizeJudgement, byCount: boolean): string {
  const count = size.busyCount();
  if (count === 0) return 'the account has no habit of this yet';
  const kilobytes = byCount ? 0 : size.busyKilobytes();
  return `a busy hour of this account moves ${kilobytes === 0 ? countWords(count, 'object') : sizeWords(kilobytes)}`;
}

/** What was new about it, as clauses. */
export function noveltyWords(sighting: Sighting): string[] {
  const { novelty, event } = sighting;
  const words: string[] = [];
  if (novelty.tool > 0) words.push(`sent by ${clientWords(sighting)}, never seen here before`);
  if (novelty.store > 0) words.push(`${shortService(event.service)} is a new store for this account`);
  if (novelty.archive > 0) words.push(`packed in ${sighting.totals.volumes} numbered archive volumes`);
  if (novelty.network > 0) words.push('from a network that the account hardly uses');
  return words;
}
