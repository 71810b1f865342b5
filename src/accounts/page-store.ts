import { MAX_PAGE_CHARS, MAX_ROW_CHARS } from './constants.ts';
import { bodiesOf, changePage, charsOf, findInPage, type PageLine } from './page-body.ts';
import { SLOT_BITS, SLOTS, slotOf } from './routing.ts';
import type { Sql } from './sql.ts';

/**
 * Baselines on disk, many accounts a row. A page covers the slots that begin with its prefix, and splits in two when it
 * grows too long. Only a page of a single slot can be longer, and is then stored in parts (whoever chooses account names
 * can crowd a slot).
 */
export interface PageStore {
  /** Stored baselines of these accounts (JSON text); accounts that no page knows are absent. */
  read(accounts: Iterable<string>): ReadonlyMap<string, string>;
  /** Puts baselines in (text) or takes them out (undefined). In the caller's transaction; `settle` afterwards. */
  write(changed: ReadonlyMap<string, string | undefined>): () => void;
  stats(): { readonly pages: number; readonly accounts: number };
}

/** More than 512 MB in one slot is more than an object can hold next to its other 65,535. */
const PARTS_A_PAGE = 1_024;

interface Page {
  readonly firstSlot: number;
  /** Length of the prefix in bits. */
  readonly depth: number;
  readonly parts: number;
  readonly accounts: number;
}

export function openPages(sql: Sql): PageStore {
  let pages: readonly Page[] = loadPages(sql);

  const bodyOf = (page: Page): string =>
    page.parts === 0
      ? ''
      : sql
          .rows<{ body: string }>(
            'SELECT body FROM pages WHERE id >= ? AND id < ? ORDER BY id',
            page.firstSlot * PARTS_A_PAGE,
            (page.firstSlot + 1) * PARTS_A_PAGE,
          )
          .map((row) => row.body)
          .join('');

  return {
    read(accounts) {
      const found = new Map<string, string>();
      for (const [page, wanted] of groupByPage(pages, accounts)) {
        const body = bodyOf(page);
        for (const account of wanted) {
          const text = findInPage(body, account);
          if (text !== undefined) found.set(account, text);
        }
      }
      return found;
    },
    write(changed) {
      const written = new Map<number, readonly Page[]>();
      for (const [page, accounts] of groupByPage(pages, changed.keys())) {
        const ofPage = new Map(accounts.map((account) => [account, changed.get(account)]));
        written.set(page.firstSlot, writePage(sql, page, changePage(bodyOf(page), ofPage)));
      }
      const next = pages.flatMap((page) => written.get(page.firstSlot) ?? [page]);
      return () => {
        pages = next;
      };
    },
    stats: () => ({ pages: pages.length, accounts: pages.reduce((sum, page) => sum + page.accounts, 0) }),
  };
}

function loadPages(sql: Sql): readonly Page[] {
  const pages = new Map<number, Page>();
  for (const row of sql.rows<{ id: number; depth: number; accounts: number }>(
    'SELECT id, depth, accounts FROM pages ORDER BY id',
  )) {
    const firstSlot = Math.floor(row.id / PARTS_A_PAGE);
    const parts = (pages.get(firstSlot)?.parts ?? 0) + 1;
    const accounts = (pages.get(firstSlot)?.accounts ?? 0) + row.accounts;
    pages.set(firstSlot, { firstSlot, depth: row.depth, parts, accounts });
  }
  return pages.size === 0 ? [{ firstSlot: 0, depth: 0, parts: 0, accounts: 0 }] : [...pages.values()];
}

/** Pages cover all slots without a gap, so the page of a slot is the last that begins at or before it. */
function groupByPage(pages: readonly Page[], accounts: Iterable<string>): ReadonlyMap<Page, string[]> {
  const groups = new Map<Page, string[]>();
  for (const account of accounts) {
    const slot = slotOf(account);
    let low = 0;
    let high = pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((pages[middle]?.firstSlot ?? SLOTS) <= slot) low = middle;
      else high = middle - 1;
    }
    const page = pages[low];
    if (page === undefined) continue;
    const group = groups.get(page);
    if (group === undefined) groups.set(page, [account]);
    else group.push(account);
  }
  return groups;
}

/** Writes the lines of a page, split as often as they need. Returns the pages that they are now. */
function writePage(sql: Sql, page: Page, lines: readonly PageLine[]): readonly Page[] {
  if (charsOf(lines) > MAX_PAGE_CHARS && page.depth < SLOT_BITS) {
    const depth = page.depth + 1;
    const middle = page.firstSlot + 2 ** (SLOT_BITS - depth);
    return [
      ...writePage(
        sql,
        { ...page, depth },
        lines.filter(({ account }) => slotOf(account) < middle),
      ),
      ...writePage(
        sql,
        { firstSlot: middle, depth, parts: 0, accounts: 0 },
        lines.filter(({ account }) => slotOf(account) >= middle),
      ),
    ];
  }
  const bodies = bodiesOf(lines, MAX_ROW_CHARS);
  const first = page.firstSlot * PARTS_A_PAGE;
  bodies.forEach((body, part) => {
    const accounts = part === 0 ? lines.length : 0;
    sql.run(
      'INSERT OR REPLACE INTO pages (id, depth, accounts, body) VALUES (?, ?, ?, ?)',
      first + part,
      page.depth,
      accounts,
      body,
    );
  });
  if (page.parts > bodies.length) {
    sql.run('DELETE FROM pages WHERE id >= ? AND id < ?', first + bodies.length, first + PARTS_A_PAGE);
  }
  return [{ firstSlot: page.firstSlot, depth: page.depth, parts: bodies.length, accounts: lines.length }];
}
