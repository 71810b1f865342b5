import { expect, it } from 'vitest';
import { fitting } from './markup.ts';

it.each([
  ['ola@example.com', 'ola@example.com'],
  ['', ''],
  ['2001:db8:1234:5678:9abc:def0:1234:5678', '2001:db8:1234:5678:9ab…'],
  ['person.number.10@example.com', 'person.number.10@exa…'],
  ['wwwwwwwwwwwwwwwwwwwwwwwwwwww', 'wwwwwwwwwwwww…'],
  ['佐藤花子佐藤花子佐藤花子佐藤花子', '佐藤花子佐藤花子佐藤花子佐…'],
  ['🦊'.repeat(40), `${'🦊'.repeat(13)}…`],
])('%s is cut to what fits: %s', (name, cut) => {
  expect(fitting(name, 15)).toBe(cut);
});
