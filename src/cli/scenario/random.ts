import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { randomLcg, randomLogNormal, randomNormal } from 'd3-random';

/** Draws that depend on nothing but the seed: the same seed gives the same draws on every machine. */
export interface Random {
  /** Uniform in [from, to). */
  readonly between: (from: number, to: number) => number;
  /** Whole number in [from, to], both included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: (mean: number, deviation: number) => number;
  /** Log-normal: `median` times e to a normal of `spread`. */
  readonly skewed: (median: number, spread: number) => number;
  /** One of them; `undefined` of none. */
  readonly pick: <T>(from: readonly T[]) => T | undefined;
}

/** @param seed any text; different texts give unrelated draws, so that each person of a scenario lives by a stream of their own. */
export function createRandom(seed: string): Random {
  const uniform = seededUniform(seed);
  const standard = randomNormal.source(uniform)(0, 1);
  const logNormal = randomLogNormal.source(uniform);
  return {
    between: (from, to) => from + (to - from) * uniform(),
    whole: (from, to) => from + Math.floor((to - from + 1) * uniform()),
    chance: (probability) => uniform() < probability,
    normal: (mean, deviation) => mean + deviation * standard(),
    skewed: (median, spread) => median * logNormal(0, spread)(),
    pick: (from) => from[Math.floor(from.length * uniform())],
  };
}

/** Uniform in [0, 1), from a seed of any text. */
export function seededUniform(seed: string): () => number {
  const uniform = randomLcg(Number.parseInt(bytesToHex(sha256(utf8ToBytes(seed))).slice(0, 8), 16));
  for (let skipped = 0; skipped < 8; skipped += 1) uniform();
  return uniform;
}
