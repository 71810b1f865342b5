import { FORCED } from './forced.ts';
import { LAYOUT } from './layout.ts';
import { PARTS } from './parts.ts';
import { PICTURES } from './pictures.ts';
import { PRINT } from './print.ts';
import { TOKENS } from './tokens.ts';

/** The whole stylesheet. It loads nothing: no font, no image, no import. */
export const STYLESHEET = [TOKENS, LAYOUT, PARTS, PICTURES, FORCED, PRINT].join('\n').trimStart();
