import { isObject, parsedJson } from './pointer.ts';
import { asInstant } from './times.ts';

/** Lines of a log as text, and the objects that shippers of logs put them into. */

/** Where Filebeat, Logstash, Vector and rsyslog (message), Fluent Bit and Docker (log), Splunk and Cribl (_raw) and others put a line. */
const CARRIERS = ['message', 'log', '_raw', 'msg', 'raw', 'MESSAGE'];

/** The line that an object carries; undefined for what carries none. */
export function lineIn(record: unknown): string | undefined {
  if (!isObject(record)) return undefined;
  for (const name of CARRIERS) {
    const text = record[name];
    if (typeof text === 'string' && text !== '') return text;
  }
  return undefined;
}

/** The JSON in a line, after the header of syslog where it has one; undefined where there is none. */
export function jsonIn(line: string): unknown {
  const from = line.search(/[[{]/);
  if (from < 0) return undefined;
  const text = line.trim();
  return parsedJson(text) ?? parsedJson(text.slice(text.indexOf('{')));
}

/** Longest line that is read, in characters. */
export const LONGEST_LINE = 8_192;

const CLOCK = /\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[,.]\d{3}(?![\d:])/;

/** Log4j and JBoss begin a line with the clock of their host, without its zone. @returns milliseconds, as if that were UTC */
export function clockIn(line: string): number | undefined {
  const found = CLOCK.exec(line.slice(0, 256));
  return found === null ? undefined : asInstant(found[0]);
}
