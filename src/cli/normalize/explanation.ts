import type { Normalised } from '../../domain/reject.ts';
import type { Explained } from '../../sources/index.ts';

/** What became of one record, for people: its outcome, and for an event each field with where it came from. */
export function explanation(
  place: string,
  { outcome, fields }: { readonly outcome: Normalised; readonly fields: readonly Explained[] },
): string {
  switch (outcome.kind) {
    case 'not-ours':
      return `${place}: passed over: ${outcome.why}\n\n`;
    case 'reject':
      return `${place}: unreadable: ${outcome.reject.path || '(the record)'}: ${outcome.reject.reason}\n\n`;
    case 'events': {
      const width = Math.max(0, ...fields.map(({ field }) => field.length));
      const lines = fields.map(
        ({ field, value, pointer }) =>
          `  ${field.padEnd(width)}  ${JSON.stringify(value)}  ${pointer ?? '(by the kind of record)'}`,
      );
      const events = outcome.events.length === 1 ? '1 event' : `${outcome.events.length} events`;
      return `${place}: ${events}\n${lines.join('\n')}\n\n`;
    }
  }
}
