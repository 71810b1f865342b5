import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../test/support/shared-data.ts';
import { findSource } from './index.ts';

/** Records of others, kept outside of the repository: most are no login or transfer, many are partial. */
const FILES: Readonly<Record<string, { readonly vendor: string; readonly events: number }>> = {
  auth0: { vendor: 'auth0', events: 3 },
  aws: { vendor: 'cloudtrail', events: 78 },
  box: { vendor: 'box', events: 20 },
  cloudflare: { vendor: 'cloudflare', events: 0 },
  dropbox: { vendor: 'dropbox', events: 10 },
  duo: { vendor: 'duo', events: 24 },
  entra: { vendor: 'entra', events: 27 },
  github: { vendor: 'github', events: 14 },
  'google-workspace': { vendor: 'google-workspace', events: 37 },
  o365: { vendor: 'm365', events: 7 },
  okta: { vendor: 'okta', events: 36 },
  onelogin: { vendor: 'onelogin', events: 16 },
  slack: { vendor: 'slack', events: 1 },
};
const RECEIVED = { receivedMs: Date.UTC(2026, 2, 3) };

describe('records of rule tests', () => {
  for (const [file, { vendor, events }] of Object.entries(FILES)) {
    const { path, isAbsent, note } = sharedData(`vendors/${file}.jsonl`);

    it.skipIf(isAbsent)(`of ${file} lose no login or transfer and reject nothing${note}`, () => {
      const source = findSource(vendor);
      const outcomes = readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line).event)
        .flatMap((record) => source?.unwrap(record) ?? [])
        .map((record) => source?.normalise(record, RECEIVED));
      expect(outcomes.filter((outcome) => outcome?.kind === 'reject')).toEqual([]);
      expect(outcomes.filter((outcome) => outcome?.kind === 'events').length).toBeGreaterThanOrEqual(events);
    });
  }
});
