import { expect, it } from 'vitest';
import { type IntakeCounts, NO_INTAKE } from '../../domain/intake.ts';
import { sourceHealth } from './source-health.ts';

/** 48 hours of so many accepted and rejected records each. */
const hours = (accepted: number, rejected = 0): IntakeCounts[] =>
  Array.from({ length: 48 }, () => ({ ...NO_INTAKE, accepted, rejected }));

it('waits for a source that never sent', () => {
  expect(sourceHealth(hours(0), false, false)).toBe('waiting');
});

it('calls a source healthy that pauses as it always did, and silent while a notice misses it', () => {
  expect(sourceHealth(hours(0), true, false)).toBe('healthy');
  expect(sourceHealth(hours(5), true, true)).toBe('silent');
});

it('says when most of what comes cannot be read', () => {
  expect(sourceHealth(hours(1, 3), true, false)).toBe('rejecting');
  expect(sourceHealth(hours(3, 1), true, false)).toBe('healthy');
});
