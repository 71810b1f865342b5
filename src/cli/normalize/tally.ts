import { formatCount, plural } from '../../dashboard/format.ts';

/** What became of the records of a run. */
export class Tally {
  records = 0;
  events = 0;
  unreadable = 0;
  /** Events that were dated by the moment of the run. */
  undated = 0;
  readonly #passedOver = new Map<string, number>();

  passOver(why: string): void {
    this.#passedOver.set(why, (this.#passedOver.get(why) ?? 0) + 1);
  }

  /**
   * For people, with a newline after each line.
   * @param field under which the records might be, where none of them became an event
   */
  report(field: string | undefined): string {
    const lines = [
      `${plural(this.records, 'record')}, ${plural(this.events, 'event')}, ${formatCount(this.unreadable)} unreadable`,
      ...[...this.#passedOver]
        .toSorted((one, other) => other[1] - one[1])
        .map(([why, count]) => `passed over: ${formatCount(count)} (${why})`),
    ];
    if (this.undated > 0) lines.push(undatedWords(this.undated));
    if (this.events === 0 && field !== undefined)
      lines.push(`the field ${field} of these lines holds such records: try --field ${field}`);
    return lines.map((line) => `${line}\n`).join('');
  }
}

const undatedWords = (count: number): string =>
  count === 1
    ? '1 event has no time of its own and was dated by this moment'
    : `${formatCount(count)} events have no time of their own and were dated by this moment`;
