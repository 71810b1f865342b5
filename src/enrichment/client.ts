import { isbot } from 'isbot';
import { UAParser } from 'ua-parser-js';
import type { Client } from '../domain/enriched-event.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { TOOLS } from './tools.ts';

/** A tenant shows some thousand different user agents, of some 120 characters; at two bytes a character the keys are at most 2 MB. */
const cache = createBoundedCache<Client>({ entries: 5_000, keyChars: 1024 * 1024 });

const UNKNOWN: Client = { family: 'unknown', automation: false };

/** User agents are cut before they are parsed: what tells clients apart stands in front, and the parser's patterns cost by the length. */
const PARSED_CHARACTERS = 512;

/**
 * A user agent in normal form, kept by string since parsing costs tens of microseconds.
 * Windows carries its version in `os` ('Windows 7'): it changes with the machine, unlike that of a browser or a phone, which changes by itself.
 */
export function parseClient(userAgent: string | undefined): Client {
  if (userAgent === undefined) return UNKNOWN;
  const known = cache.get(userAgent);
  if (known !== undefined) return known;
  const client = readClient(userAgent.slice(0, PARSED_CHARACTERS));
  cache.set(userAgent, client);
  return client;
}

function readClient(userAgent: string): Client {
  const tool = TOOLS.find(({ pattern }) => pattern.test(userAgent));
  const parser = new UAParser(userAgent);
  const { name: osName, version: osVersion } = parser.getOS();
  const os = osName === 'Windows' && osVersion !== undefined ? `Windows ${osVersion}` : osName;
  const withOs = os === undefined ? {} : { os };
  if (tool !== undefined) {
    return {
      family: tool.name,
      ...withOs,
      ...versionOf(/\/v?(\d{1,5})/.exec(userAgent)?.[1]),
      automation: tool.automation,
    };
  }
  const { name, version } = parser.getBrowser();
  if (name === undefined) return { family: productName(userAgent), ...withOs, automation: isbot(userAgent) };
  return { family: name, ...withOs, ...versionOf(version?.split('.')[0]), automation: false };
}

/** The product token in front of a user agent that no table knows (RFC 9110, section 10.1.5), cut to a name's length. */
function productName(userAgent: string): string {
  return /^[^/\s(]{1,40}/.exec(userAgent)?.[0] ?? 'unknown';
}

function versionOf(major: string | undefined): { version?: number } {
  const version = Number(major);
  return Number.isSafeInteger(version) ? { version } : {};
}
