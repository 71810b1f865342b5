import { isObject } from '../pointer.ts';

/** The part of JSONata that a mapping may use, told by the syntax tree when the mapping is saved. What is not listed is refused. */

/** Node kinds of paths, predicates, sorting, conditions, constructors and operators. */
const NODES = new Set([
  'path',
  'name',
  'wildcard',
  'descendant',
  'filter',
  'sort',
  'condition',
  'block',
  'string',
  'number',
  'value',
  'variable',
  'unary',
  'binary',
  'function',
  'apply',
]);
/** What others are, in words for who wrote one. */
const REFUSED_NODES: Readonly<Record<string, string>> = {
  bind: 'variables of your own',
  index: 'variables of your own',
  lambda: 'functions of your own',
  partial: 'functions of your own',
  regex: 'regular expressions',
  transform: 'transforms',
  parent: 'parents (%)',
};
/** Marks on a node: `@$x` and `#$x` bind variables, `{…}` after a path groups. */
const REFUSED_MARKS: Readonly<Record<string, string>> = {
  focus: 'variables of your own',
  index: 'variables of your own',
  group: 'groups',
};

/**
 * `plain` functions take about as long as their arguments are large and answer with no more than these hold. `alone`: with their
 * first argument only, since what follows (pictures, indentation) can ask for more. `literal`: what follows the first argument
 * stands in the expression itself and is short, or a text from the record would be repeated throughout another one.
 */
const FUNCTIONS: Readonly<Record<string, 'plain' | 'alone' | 'literal'>> = {
  string: 'alone',
  length: 'plain',
  substring: 'plain',
  substringBefore: 'plain',
  substringAfter: 'plain',
  lowercase: 'plain',
  uppercase: 'plain',
  trim: 'plain',
  contains: 'plain',
  split: 'plain',
  join: 'literal',
  replace: 'literal',
  base64decode: 'plain',
  decodeUrl: 'plain',
  decodeUrlComponent: 'plain',
  number: 'plain',
  abs: 'plain',
  floor: 'plain',
  ceil: 'plain',
  round: 'plain',
  sum: 'plain',
  max: 'plain',
  min: 'plain',
  average: 'plain',
  count: 'plain',
  reverse: 'plain',
  keys: 'plain',
  lookup: 'plain',
  boolean: 'plain',
  not: 'plain',
  exists: 'plain',
  type: 'plain',
  toMillis: 'alone',
  fromMillis: 'alone',
};
const LONGEST_LITERAL = 64;

/** What in the syntax tree is not allowed, in words; undefined when all of it is. */
export function refusal(node: unknown): string | undefined {
  if (Array.isArray(node)) return firstOf(node.map(refusal));
  if (!isObject(node)) return undefined;
  const mark = Object.keys(REFUSED_MARKS).find((name) => node[name] !== undefined);
  if (mark !== undefined) return REFUSED_MARKS[mark];
  const { type, value } = node;
  if (typeof type === 'string' && !NODES.has(type)) return REFUSED_NODES[type] ?? `expressions of the kind ${type}`;
  if (type === 'function') return refusedCall(node, argumentsOf(node));
  if (type === 'apply') return refusedApply(node);
  if (type === 'variable' && value !== '' && value !== '$') return `variables such as $${String(value)}`;
  if (type === 'binary' && value === '..') return 'ranges';
  return firstOf(Object.values(node).map(refusal));
}

type Node = Readonly<Record<string, unknown>>;

const firstOf = (found: readonly (string | undefined)[]): string | undefined => found.find((one) => one !== undefined);

const argumentsOf = ({ arguments: given }: Node): readonly unknown[] => (Array.isArray(given) ? given : []);

/** `a ~> $f(b)` is `$f(a, b)`, and `a ~> $f` is `$f(a)`. */
function refusedApply({ lhs, rhs }: Node): string | undefined {
  if (!isObject(rhs)) return 'functions of your own';
  return rhs.type === 'function'
    ? refusedCall(rhs, [lhs, ...argumentsOf(rhs)])
    : refusedCall({ procedure: rhs }, [lhs]);
}

function refusedCall({ procedure }: Node, given: readonly unknown[]): string | undefined {
  if (!isObject(procedure) || procedure.type !== 'variable') return 'functions of your own';
  const name = String(procedure.value);
  const rule = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (rule === undefined) return `$${name} and the like`;
  const [, ...rest] = given;
  if (rule === 'alone' && rest.length > 0) return `arguments of $${name} after the first`;
  if (rule === 'literal' && !rest.every(isShortLiteral))
    return `arguments of $${name} after the first that are no literals of ${LONGEST_LITERAL} characters at most`;
  return firstOf(given.map(refusal));
}

const isShortLiteral = (node: unknown): boolean =>
  isObject(node) &&
  (node.type === 'number' ||
    (typeof node.value === 'string' && node.type === 'string' && node.value.length <= LONGEST_LITERAL));
