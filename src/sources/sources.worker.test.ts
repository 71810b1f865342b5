import { describe, expect, it } from 'vitest';
import { findSource, SOURCES } from './index.ts';

/** What Node's tests cannot show: that data imports, codecs and JSONata work where no code may be generated at run time. */
describe('in the Workers runtime', () => {
  it.each(SOURCES.map((source) => [source.vendor, source] as const))(
    '%s turns its sample record into an event',
    (_, source) => {
      expect(source.normalise(source.sampleRecord, { receivedMs: 1_772_439_249_000 })).toMatchObject({
        kind: 'events',
      });
    },
  );

  it('reads a country by its name, and base64 of Pub/Sub', () => {
    const gcp = findSource('gcp');
    const data = btoa(JSON.stringify(gcp?.sampleRecord));
    expect(gcp?.unwrap({ message: { data, messageId: '1' }, subscription: 's' })).toEqual([gcp?.sampleRecord]);
    expect(findSource('okta')?.normalise(findSource('okta')?.sampleRecord)).toMatchObject({
      events: [{ geo: { country: 'NO' } }],
    });
  });

  it('evaluates a JSONata mapping', async () => {
    const source = findSource('custom')?.configured?.({
      account: { jsonata: "$lowercase(people[role='actor'].mail)" },
      time: '/at',
    });
    if (source?.ok !== true) throw new Error('the mapping did not compile');
    const record = { at: 1_772_439_249, people: [{ role: 'actor', mail: 'OLA@example.com' }] };
    expect(await source.value.normalise(record)).toMatchObject({ events: [{ account: 'ola@example.com' }] });
  });
});
