/**
 * Stored form of a page: each account a line, `\n"name"\t{baseline}`. JSON text holds no raw line feed or tab, so a line
 * is found by searching the text, and lines are moved without being parsed.
 */

/** A name as it stands in the page. */
const keyOf = (account: string): string => JSON.stringify(account);

/** Baseline text of an account; undefined when the page does not know it. */
export function findInPage(body: string, account: string): string | undefined {
  const start = `\n${keyOf(account)}\t`;
  const at = body.indexOf(start);
  if (at < 0) return undefined;
  const from = at + start.length;
  const to = body.indexOf('\n', from);
  return to < 0 ? body.slice(from) : body.slice(from, to);
}

/** One account of a page. */
export interface PageLine {
  readonly account: string;
  /** The line as it is stored, with its line feed. */
  readonly line: string;
}

/** The page's lines with `changed` put in (text) or taken out (undefined). */
export function changePage(body: string, changed: ReadonlyMap<string, string | undefined>): readonly PageLine[] {
  const lines = linesOf(body).filter(({ account }) => !changed.has(account));
  for (const [account, baseline] of changed) {
    if (baseline !== undefined) lines.push({ account, line: `\n${keyOf(account)}\t${baseline}` });
  }
  return lines;
}

/** The lines of a page. What cannot be read as a line is left out; it could not be found either. */
export function linesOf(body: string): PageLine[] {
  const lines: PageLine[] = [];
  for (const text of body.split('\n')) {
    const tab = text.indexOf('\t');
    if (tab < 0) continue;
    const account: unknown = JSON.parse(text.slice(0, tab));
    if (typeof account === 'string') lines.push({ account, line: `\n${text}` });
  }
  return lines;
}

export const charsOf = (lines: readonly PageLine[]): number => lines.reduce((sum, { line }) => sum + line.length, 0);

/** Joins lines into bodies of at most `maxChars`, a line never cut. At least one body, which may be empty. */
export function bodiesOf(lines: readonly PageLine[], maxChars: number): readonly string[] {
  const bodies: string[] = [];
  let body: string[] = [];
  let chars = 0;
  for (const { line } of lines) {
    if (chars + line.length > maxChars && body.length > 0) {
      bodies.push(body.join(''));
      body = [];
      chars = 0;
    }
    body.push(line);
    chars += line.length;
  }
  bodies.push(body.join(''));
  return bodies;
}
