import { derivedId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import { formatInstant, HOUR_MS } from '../../../domain/time.ts';
import type { Silence } from './silence.ts';

/** A stream as counters name it: a source, or `source/vendor` where one source takes the records of several vendors. */
export interface Stream {
  readonly source: string;
  readonly vendor?: string;
}

/** Source names hold no slash. */
export function streamOf(name: string): Stream {
  const slash = name.indexOf('/');
  return slash < 0 ? { source: name } : { source: name.slice(0, slash), vendor: name.slice(slash + 1) };
}

/** The notice of a silence. Its id derives from the stream and the hour in which it began, so that it is raised once. */
export function silenceNotice(name: string, silence: Silence, nowMs: number): Notice {
  const stream = streamOf(name);
  const since = formatInstant(silence.since * HOUR_MS);
  const tenths = (hours: number) => Math.round(hours * 10) / 10;
  return {
    id: derivedId('ntc', name, silence.since),
    kind: 'source-silent',
    status: 'open',
    ...stream,
    since,
    raisedAt: formatInstant(nowMs),
    quietHours: silence.quietHours,
    missedHours: tenths(silence.missedHours),
    usualHours: tenths(silence.usualHours),
    summary: summaryOf(stream, silence),
  };
}

function summaryOf({ source, vendor }: Stream, { since, quietHours, missedHours, usualHours }: Silence): string {
  const what = vendor === undefined ? source : `${vendor} records from ${source}`;
  const day = formatInstant(since * HOUR_MS)
    .replace('T', ' ')
    .replace(':00Z', ' UTC');
  const hours = (count: number) => (Math.round(count) === 1 ? '1 hour' : `${Math.round(count)} hours`);
  return `Nothing of ${what} has come since ${day}, for ${hours(quietHours)}, of which by its own habit about ${hours(missedHours)} bring something; before, it missed ${hours(usualHours)} at most. The forwarder may be broken.`;
}
