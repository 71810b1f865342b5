import type { WorkerdStructuredLog } from 'miniflare';
import { plainLayout } from '../shared/plain.ts';

/**
 * What the local Worker and workerd beneath it say, for a terminal: each with its time (UTC). The Worker's own words stand whole, with their
 * lines and tabs, but `?` stands for any other control character; what workerd says of itself, meant for its makers, is told in one line
 * without their file names, stacks and contexts, and with the reference under which the Worker saw the same error.
 */
export function logLine({ timestamp, message }: WorkerdStructuredLog): string {
  const [, clock] = new Date(timestamp).toISOString().split(/[T.]/);
  return `${clock} ${plainLayout(isOfWorkerd(message) ? `workerd: ${inOneLine(message)}` : message)}`;
}

/** `e = rust/worker/ffi.rs:110: failed: ` */
const ORIGIN = /^(?:\w+ = )?[\w./+-]+\.(?:c\+\+|h|rs):\d+: (?:\w+: )?/;
/** For those who collect workerd's errors. */
const FOR_ITS_MAKERS = /\bNOSENTRY\s+/;
/** Where contexts and stacks begin. */
const ASIDE = /;? (?:sentryErrorContext|wdErrId) = |;? ?\bstack: /;
const REFERENCE = /\bwdErrId = (\w+)/;

const isOfWorkerd = (message: string): boolean => ORIGIN.test(message) || FOR_ITS_MAKERS.test(message);

function inOneLine(message: string): string {
  const [said = ''] = message.replace(ORIGIN, '').replace(FOR_ITS_MAKERS, '').replace(/\s+/g, ' ').split(ASIDE);
  const reference = REFERENCE.exec(message)?.[1];
  return reference === undefined ? said.trim() : `${said.trim()} (reference ${reference})`;
}
