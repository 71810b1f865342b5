import * as v from 'valibot';
import { exactly } from '../../domain/exact.ts';
import type { AlertOrder, ListCursor } from '../../tenants/alerts/alert-store.ts';
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from '../../tenants/constants.ts';

/** Pages of lists: `limit` and an opaque `cursor`, given as `next` by the page before and in its `Link` header. */

/** The parameters of a call. One that it does not know is refused by name: a misspelt filter would list everything, `?dryRun=1` would be no trial. */
export const exactQuery = <E extends v.ObjectEntries>(entries: E) => exactly(entries, 'no such parameter');

/** Of what is always answered whole, and of every change. */
export const NoQuery = exactQuery({});

const LIMITS = `1 to ${LIST_LIMIT_MAX}`;

export const Limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, LIMITS),
    v.toNumber(),
    v.minValue(1, LIMITS),
    v.maxValue(LIST_LIMIT_MAX, LIMITS),
    v.description(`${LIMITS}; ${LIST_LIMIT_DEFAULT} if left out`),
  ),
  String(LIST_LIMIT_DEFAULT),
);

/** A place in a list: a number, and what tells apart those that have the same. */
export type CursorPair = readonly [number, string | number];

/** Lists that have cursors; a list in another order is another one. */
export type ListName = `alerts ${AlertOrder}` | 'campaigns' | 'notices' | 'rejects';

export function encodeCursor(list: ListName, pair: CursorPair): string {
  return btoa(JSON.stringify([list, ...pair]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function decodeCursor(text: string, list: ListName): CursorPair | undefined {
  try {
    const value: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    if (!Array.isArray(value) || value.length !== 3) return undefined;
    const [of, first, second] = value;
    if (of !== list || !Number.isFinite(first)) return undefined;
    return typeof second === 'string' || Number.isFinite(second) ? [first, second] : undefined;
  } catch {
    return undefined;
  }
}

/** A cursor as it comes, of whatever list. */
export const CursorText = v.pipe(v.string(), v.maxLength(512), v.description('`next` of the page before'));

export const NOT_A_CURSOR = 'not a cursor of this list in this order';

/** Where the list goes on, as the stores take it; undefined for what is no cursor of this list. */
export function readCursor(list: ListName, text: string): ListCursor | undefined {
  const pair = decodeCursor(text, list);
  return pair !== undefined && typeof pair[1] === 'string' ? { key: pair[0], id: pair[1] } : undefined;
}

export const cursorOf = (list: ListName) =>
  v.optional(
    v.pipe(
      CursorText,
      v.rawTransform(({ dataset, addIssue, NEVER }): ListCursor => {
        const cursor = readCursor(list, dataset.value);
        if (cursor !== undefined) return cursor;
        addIssue({ message: NOT_A_CURSOR });
        return NEVER;
      }),
    ),
  );

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export const PlaceCursor = v.optional(
  v.pipe(
    CursorText,
    v.rawTransform(({ dataset, addIssue, NEVER }): { sequence: number; place: number } => {
      const [sequence, place] = decodeCursor(dataset.value, 'rejects') ?? [];
      if (isPosition(sequence) && isPosition(place)) return { sequence, place };
      addIssue({ message: NOT_A_CURSOR });
      return NEVER;
    }),
  ),
);

export const listCursor = (list: ListName, cursor: ListCursor | undefined): string | undefined =>
  cursor && encodeCursor(list, [cursor.key, cursor.id]);

/** `Link: <…>; rel="next"` (RFC 8288), for formats that have no place for the cursor in their body. */
export function nextLink(url: string, cursor: string | undefined): Record<string, string> {
  if (cursor === undefined) return {};
  const next = new URL(url);
  next.searchParams.set('cursor', cursor);
  return { Link: `<${next.pathname}${next.search}>; rel="next"` };
}
