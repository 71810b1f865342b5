import { getBorderCharacters } from 'table';

/** How tables at a terminal are drawn. */
export const THIN = getBorderCharacters('norc');
export const BLANK = getBorderCharacters('void');
