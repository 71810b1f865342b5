import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { exactly } from '../domain/exact.ts';
import { faultWords } from './fault-words.ts';

const told = (schema: v.GenericSchema, value: unknown, target = 'json'): string[] =>
  (v.safeParse(schema, value).issues ?? []).map((issue) => faultWords(issue, target));

describe('the words for a fault', () => {
  it('say that a field is missing, of an object, a kind and a text alike', () => {
    const Named = exactly({ name: v.pipe(v.string(), v.minLength(1, 'is empty')) });
    expect(told(Named, {})).toEqual(['is missing']);
    expect(told(v.object(Named.entries), {})).toEqual(['is missing']);
    expect(told(v.variant('kind', [exactly({ kind: v.literal('a') }), exactly({ kind: v.literal('b') })]), {})).toEqual(
      ['is missing'],
    );
    expect(told(Named, { name: undefined })).toEqual(['is missing']);
  });

  it("are the schema's own for anything else", () => {
    const Named = exactly({ name: v.pipe(v.string(), v.minLength(1, 'is empty')) });
    expect(told(Named, { name: '' })).toEqual(['is empty']);
    expect(told(Named, { name: 'x', other: 'undefined' })).toEqual(['no such field']);
    expect(told(v.picklist(['a'], 'not a'), 'undefined')).toEqual(['not a']);
  });

  it('say that a parameter comes more than once, where it is one', () => {
    expect(told(v.string('no text'), ['a', 'b'], 'query')).toEqual(['is given more than once']);
    expect(told(v.string('no text'), ['a', 'b'])).toEqual(['no text']);
  });
});
