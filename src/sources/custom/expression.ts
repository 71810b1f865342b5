import jsonata from 'jsonata';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isObject } from '../fields.ts';

/**
 * JSONata in a mapping, kept to what a field needs: paths, predicates, conditions and the plain functions. Whatever can
 * cost more than its text and its record (recursion, ranges, regular expressions, padding) or gives another answer the next
 * time (clock, chance) is refused when the mapping is saved, since a clock cannot bound it inside a Worker.
 */

/** Longest expression. */
const MAX_LENGTH = 1_000;
/** Nested evaluations, and members of a sequence, that one expression may use. */
const GUARDS = { stack: 100, sequence: 1_000 };

const REFUSED_NODES: Readonly<Record<string, string>> = {
  lambda: 'functions of your own',
  regex: 'regular expressions',
  transform: 'transforms',
};
const REFUSED_FUNCTIONS = new Set([
  'eval',
  'now',
  'millis',
  'random',
  'shuffle',
  'pad',
  'formatBase',
  'each',
  'map',
  'reduce',
  'sift',
  'single',
]);

/** Reads one record; undefined when it finds nothing or fails on this record. */
export type Expression = (record: unknown) => Promise<unknown>;

export function compileExpression(text: string): Result<Expression, string> {
  if (text.length > MAX_LENGTH) return fail(`longer than ${MAX_LENGTH} characters`);
  try {
    const expression = jsonata(text, GUARDS);
    const refused = refusal(expression.ast());
    if (refused !== undefined) return fail(`${refused} are not allowed here`);
    return ok((record) => evaluate(expression, record));
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'not JSONata');
  }
}

async function evaluate(expression: jsonata.Expression, record: unknown): Promise<unknown> {
  try {
    const value: unknown = await expression.evaluate(record);
    return value;
  } catch {
    return undefined;
  }
}

/** What in the syntax tree is not allowed, in words. */
function refusal(node: unknown): string | undefined {
  if (Array.isArray(node)) return node.map(refusal).find((found) => found !== undefined);
  if (!isObject(node)) return undefined;
  const { type, value } = node;
  if (typeof type === 'string' && Object.hasOwn(REFUSED_NODES, type)) return REFUSED_NODES[type];
  if (type === 'binary' && value === '..') return 'ranges';
  if (type === 'variable' && typeof value === 'string' && REFUSED_FUNCTIONS.has(value)) return `$${value} and the like`;
  for (const member of Object.values(node)) {
    const found = refusal(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
