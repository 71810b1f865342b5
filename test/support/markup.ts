import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Reads pages and pictures with a parser that is not ours, so that tests see what a browser would. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text inside, entities resolved. */
  readonly text: string;
}

const VOID = ['meta', 'link', 'input', 'br'];
const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  allowBooleanAttributes: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 10_000_000 },
  unpairedTags: VOID,
  stopNodes: ['*.style'],
});

/** Every element in order. Fails on markup that is not well-formed. */
export function elementsOf(markup: string): Element[] {
  const elements: Element[] = [];
  walk(parser.parse(markup.replace('<!doctype html>', '')), elements);
  return elements;
}

function walk(nodes: unknown, elements: Element[]): string {
  if (!Array.isArray(nodes)) return '';
  return nodes.map((node) => visit(node, elements)).join('');
}

function visit(node: unknown, elements: Element[]): string {
  if (typeof node !== 'object' || node === null) return '';
  const entries = new Map<string, unknown>(Object.entries(node));
  if (entries.has(TEXT)) return String(entries.get(TEXT));
  const name = [...entries.keys()].find((key) => key !== ATTRIBUTES) ?? '';
  const attributes = Object.fromEntries(
    Object.entries(entries.get(ATTRIBUTES) ?? {}).map(([key, value]) => [key, String(value)]),
  );
  const at = elements.push({ name, attributes, text: '' }) - 1;
  const text = walk(entries.get(name), elements);
  elements[at] = { name, attributes, text };
  return text;
}

/** The fault of an XML text, or undefined where it is well-formed. */
export function xmlFault(text: string): string | undefined {
  const verdict = XMLValidator.validate(text);
  return verdict === true ? undefined : `${verdict.err.line}: ${verdict.err.msg}`;
}

/** The pictures in a page, each as its own text. */
export const picturesIn = (markup: string): string[] => markup.match(/<svg [\s\S]*?<\/svg>/g) ?? [];

export const withClass = (elements: readonly Element[], name: string, kind: string): Element[] =>
  elements.filter((element) => element.name === name && (element.attributes.class ?? '').split(' ').includes(kind));

export const numberOf = (element: Element, attribute: string): number => Number(element.attributes[attribute]);
