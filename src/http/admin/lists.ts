import * as v from 'valibot';
import type { ListCursor } from '../../tenants/alerts/alert-store.ts';
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from '../../tenants/constants.ts';

/** Pages of lists: `limit` and an opaque `cursor`, given as `next` by the page before and in its `Link` header. */

export const Limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, 'not a number'),
    v.toNumber(),
    v.minValue(1),
    v.maxValue(LIST_LIMIT_MAX),
    v.description(`1 to ${LIST_LIMIT_MAX}; ${LIST_LIMIT_DEFAULT} if left out`),
  ),
  String(LIST_LIMIT_DEFAULT),
);

/** A cursor of two values, the first a number. */
export type CursorPair = readonly [number, string | number];

export function encodeCursor(pair: CursorPair): string {
  return btoa(JSON.stringify(pair)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decodeCursor(text: string): CursorPair | undefined {
  try {
    const value: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const [first, second] = value;
    if (!Number.isFinite(first)) return undefined;
    return typeof second === 'string' || Number.isFinite(second) ? [first, second] : undefined;
  } catch {
    return undefined;
  }
}

const CursorText = v.pipe(v.string(), v.maxLength(512), v.description('`next` of the page before'));

/** Where the list goes on, as the stores take it. */
export const Cursor = v.optional(
  v.pipe(
    CursorText,
    v.rawTransform(({ dataset, addIssue, NEVER }): ListCursor => {
      const pair = decodeCursor(dataset.value);
      if (pair !== undefined && typeof pair[1] === 'string') return { key: pair[0], id: pair[1] };
      addIssue({ message: 'not a cursor of this list' });
      return NEVER;
    }),
  ),
);

export const PlaceCursor = v.optional(
  v.pipe(
    CursorText,
    v.rawTransform(({ dataset, addIssue, NEVER }): { sequence: number; place: number } => {
      const pair = decodeCursor(dataset.value);
      if (pair !== undefined && typeof pair[1] === 'number') return { sequence: pair[0], place: pair[1] };
      addIssue({ message: 'not a cursor of this list' });
      return NEVER;
    }),
  ),
);

export const listCursor = (cursor: ListCursor | undefined): string | undefined =>
  cursor && encodeCursor([cursor.key, cursor.id]);

/** `Link: <…>; rel="next"` (RFC 8288), for formats that have no place for the cursor in their body. */
export function nextLink(url: string, cursor: string | undefined): Record<string, string> {
  if (cursor === undefined) return {};
  const next = new URL(url);
  next.searchParams.set('cursor', cursor);
  return { Link: `<${next.pathname}${next.search}>; rel="next"` };
}
