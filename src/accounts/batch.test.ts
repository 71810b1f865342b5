import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLogin, anUpload, enriched } from '../../test/support/events.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../domain/settings.ts';
import { encodeBatch, readBatch } from './batch.ts';

const events = [enriched(aLogin()), enriched(anUpload())];
const encoded = events.map((event) => JSON.stringify(event));
const good = encodeBatch('acme', 'okta', DEFAULT_DETECTION_SETTINGS, encoded);

describe('a batch', () => {
  it('comes out as it went in', () => {
    const value = { tenant: 'acme', source: 'okta', settings: DEFAULT_DETECTION_SETTINGS, text: good.events, events };
    expect(readBatch(good)).toEqual({ ok: true, value: { ...value, isReplay: false } });
    const replay = encodeBatch('acme', 'okta', DEFAULT_DETECTION_SETTINGS, encoded, true);
    expect(readBatch(replay)).toEqual({ ok: true, value: { ...value, isReplay: true } });
  });

  it('is refused as a value, never with a throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(readBatch(input).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        const read = readBatch({ ...good, events: text });
        expect(!read.ok || read.value.events.every((event) => event === undefined)).toBe(true);
      }),
    );
  });

  it('refuses more events than the object should hold at once', () => {
    expect(readBatch({ ...good, events: JSON.stringify(Array(10_001).fill(0)) })).toEqual({
      ok: false,
      error: 'more than 10000 events',
    });
  });

  it('says which field of the envelope is at fault', () => {
    expect(readBatch({ ...good, source: '' })).toEqual({ ok: false, error: 'not a batch: source' });
  });

  it('repairs halves of surrogate pairs before anything is derived from the text', () => {
    const read = readBatch({ ...good, events: JSON.stringify([{ ...events[0], id: 'X' }]).replace('X', '\ud800') });
    expect(read.ok && read.value.text.isWellFormed()).toBe(true);
    expect(read.ok && read.value.events[0]?.id).toBe('\ufffd');
  });
});
