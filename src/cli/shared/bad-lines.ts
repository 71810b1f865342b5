import { plural } from '../../dashboard/format.ts';

/** Counts lines that could not be read, and names the first of them on standard error. */
export class BadLines {
  static readonly NAMED = 20;
  count = 0;
  #foreign = 0;

  add(place: string, reason: string): void {
    this.count += 1;
    if (FOREIGN.test(reason)) this.#foreign += 1;
    if (this.count <= BadLines.NAMED) process.stderr.write(`${place}: ${reason}\n`);
  }

  /** Says how many went unnamed, and what they might be. */
  report(): void {
    const unnamed = this.count - BadLines.NAMED;
    if (unnamed > 0) process.stderr.write(`and ${plural(unnamed, 'more line')} that could not be read\n`);
    if (this.#foreign > this.count / 2) process.stderr.write(`${TO_NORMALIZE}\n`);
  }
}

/** An object in JSON whose type is none of a normal event. */
const FOREIGN = /^type: /;
const TO_NORMALIZE =
  "these look like a vendor's records: npm run normalize -- --vendor … first makes normal events of them";
