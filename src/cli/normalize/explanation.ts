import type { Normalised } from '../../domain/reject.ts';
import type { Explained } from '../../sources/index.ts';

/**
 * What became of one record, for people: its outcome, and for an event each field with where it came from.
 * @param isUndated the record has no time, and its events are dated by when it came
 */
export function explanation(
  place: string,
  { outcome, fields }: { readonly outcome: Normalised; readonly fields: readonly Explained[] },
  isUndated = false,
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
          `  ${field.padEnd(width)}  ${JSON.stringify(value)}  ${pointer ?? originOf(field, isUndated)}`,
      );
      const events = outcome.events.length === 1 ? '1 event' : `${outcome.events.length} events`;
      return `${place}: ${events}\n${lines.join('\n')}\n\n`;
    }
  }
}

const originOf = (field: string, isUndated: boolean): string =>
  field === 'time' && isUndated ? '(none in the record; time of arrival)' : '(by the kind of record)';
