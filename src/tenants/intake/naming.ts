/** Whether a record as it came names an account: for its erasure, which is to take all of it and nothing of anybody else. */

/**
 * A record of JSON names the account where a whole string (or number) in it is the account, in whatever case. Where the account
 * is more than one word (an address, `corp\kari`), it may also stand inside one, as in an ARN or after `user:`; a plain word may
 * not, since it would be found in any sentence. What is no JSON, or was cut, is searched as text, with its escapes and without.
 * @param account lower-case, as events carry it
 */
export function namesAccount(raw: string, account: string): boolean {
  const record = parsed(raw);
  const bounded = boundedPattern(account);
  if (record === undefined) return bounded.test(raw) || bounded.test(unescaped(raw));
  const isPlainWord = /^[\p{L}\p{N}_]+$/u.test(account);
  const names = (leaf: string): boolean =>
    leaf.trim().toLowerCase() === account || (!isPlainWord && bounded.test(leaf)) || holdsJson(leaf, account);
  return leavesOf(record.value).some(names);
}

/** Records in records: what a forwarder wraps as a string is JSON all the same. */
const holdsJson = (leaf: string, account: string): boolean => /^\s*[[{]/.test(leaf) && namesAccount(leaf, account);

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Strings and numbers as text, keys too: some vendors file by name. Not recursive, for a record may be nested as deep as it is long. */
function leavesOf(value: unknown): string[] {
  const leaves: string[] = [];
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string' || typeof next === 'number') leaves.push(String(next));
    else if (Array.isArray(next)) waiting.push(...next);
    else if (typeof next === 'object' && next !== null) {
      leaves.push(...Object.keys(next));
      waiting.push(...Object.values(next));
    }
  }
  return leaves;
}

/** What may be part of a name: `per` is neither in `jasper` nor in `per@example.com`, nor `kari` in `corp\kari`. A full stop ends a sentence. */
const NAME = String.raw`[\p{L}\p{N}\p{M}_@+'\\-]`;

function boundedPattern(account: string): RegExp {
  const literal = account.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return new RegExp(`(?<!${NAME}|${NAME}\\.)${literal}(?!${NAME}|\\.${NAME})`, 'iu');
}

const BLANKS = 'bfnrt';

/** The text with the escapes of JSON resolved, for a record that was cut in the middle. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/bfnrt]))/gi, (_, code: string | undefined, character = '') => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return BLANKS.includes(character) ? ' ' : character;
  });
