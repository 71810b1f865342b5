import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOURS_MODEL } from '../../detection/hours/model.ts';
import { CHANNELS } from '../../detection/operator-zone-shift/hour-picture.ts';
import SHIPPED from '../../detection/operator-zone-shift/network.data.json' with { type: 'json' };
import { COARSE_CHRONOTYPES, FINE_CHRONOTYPES } from '../../statistics/chronotypes.data.ts';
import type { Corpus } from './corpus.ts';
import { FOLDS_FOLDER, judgeHeldOut, openHeldOut, signOf } from './held-out.ts';

const label = (account: string) => ({ account, variant: 'benign', from: '2026-01-01T00:00:00Z', attack: null });
const corpus: Corpus = { name: 'hours', labels: ['ada', 'bo', 'robot'].map(label), events: [] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-folds-'));
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('owners.data.json', { corpora: { hours: signOf(corpus) }, folds: { ada: 1, bo: 0 } });
  for (const fold of [0, 1])
    write(`fold-${fold}.data.json`, {
      coarse: COARSE_CHRONOTYPES,
      fine: FINE_CHRONOTYPES,
      network: { ...SHIPPED, scale: SHIPPED.scale * (fold + 2) },
    });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('held-out people', () => {
  it('are each judged once, by the model of their fold', () => {
    const shipped = { ...HOURS_MODEL };
    const heldOut = openHeldOut([corpus], folder);
    if (heldOut === undefined) throw new Error('not known');
    const judged = judgeHeldOut(heldOut, () =>
      corpus.labels.map(({ account }) => ({
        account,
        by: heldOut.models.findIndex(({ network }) => network === HOURS_MODEL.network),
      })),
    );
    expect(judged).toEqual([
      { account: 'bo', by: 0 },
      { account: 'robot', by: 0 },
      { account: 'ada', by: 1 },
    ]);
    expect(HOURS_MODEL).toEqual(shipped);
  });

  it('a judge that fails leaves the model that ships', () => {
    const shipped = { ...HOURS_MODEL };
    const heldOut = openHeldOut([corpus], folder);
    const fail = () => {
      throw new Error('no');
    };
    expect(() => heldOut && judgeHeldOut(heldOut, fail)).toThrow('no');
    expect(HOURS_MODEL).toEqual(shipped);
  });

  it('are not looked for in other corpora, or in one of the same name with other people', () => {
    expect(openHeldOut([{ ...corpus, name: 'geo' }], folder)).toBeUndefined();
    expect(openHeldOut([{ ...corpus, labels: corpus.labels.slice(1) }], folder)).toBeUndefined();
    expect(openHeldOut([corpus], join(folder, 'none'))).toBeUndefined();
  });

  it('have models of the shape that the product asks, none of them the one that ships', () => {
    const known = openHeldOut([], FOLDS_FOLDER);
    expect(known?.models).toHaveLength(5);
    for (const { network, coarse, fine } of known?.models ?? []) {
      expect(network.channels).toBe(CHANNELS);
      expect(network.alertFrom).toHaveLength(2);
      expect(coarse.count).toBe(HOURS_MODEL.coarse.count);
      expect(coarse.weights).not.toEqual(HOURS_MODEL.coarse.weights);
      expect(fine.count).toBe(HOURS_MODEL.fine.count);
      expect(network.hidden.weights).not.toEqual(HOURS_MODEL.network.hidden.weights);
    }
  });
});
