import { expect, it } from 'vitest';
import { type IntakeCounts, NO_INTAKE } from '../domain/intake.ts';
import { sourceHealth } from './source-health.ts';

/** 48 hours, oldest first, of so many accepted and rejected records. */
const hours = (accepted: (hour: number) => number, rejected: (hour: number) => number = () => 0): IntakeCounts[] =>
  Array.from({ length: 48 }, (_, hour) => ({ ...NO_INTAKE, accepted: accepted(hour), rejected: rejected(hour) }));

it('waits for a source that never sent', () => {
  expect(
    sourceHealth(
      hours(() => 0),
      false,
    ),
  ).toBe('waiting');
});

it('calls a steady source healthy, and silent two hours after its last record', () => {
  expect(
    sourceHealth(
      hours(() => 5),
      true,
    ),
  ).toBe('healthy');
  expect(
    sourceHealth(
      hours((hour) => (hour < 46 ? 5 : 0)),
      true,
    ),
  ).toBe('silent');
});

it('lets an office sleep, and notices when it does not come back', () => {
  const office = (hour: number) => (hour % 24 >= 7 && hour % 24 < 17 ? 9 : 0);
  expect(sourceHealth(hours(office), true)).toBe('healthy');
  expect(
    sourceHealth(
      hours((hour) => (hour < 24 ? office(hour + 4) : 0)),
      true,
    ),
  ).toBe('silent');
});

it('does not call a young source silent', () => {
  expect(
    sourceHealth(
      hours((hour) => (hour === 20 ? 3 : 0)),
      true,
    ),
  ).toBe('healthy');
});

it('says when most of what comes cannot be read', () => {
  expect(
    sourceHealth(
      hours(
        () => 1,
        () => 3,
      ),
      true,
    ),
  ).toBe('rejecting');
  expect(
    sourceHealth(
      hours(
        () => 3,
        () => 1,
      ),
      true,
    ),
  ).toBe('healthy');
});

it('calls a source silent that sent once and nothing for two days', () => {
  expect(
    sourceHealth(
      hours(() => 0),
      true,
    ),
  ).toBe('silent');
});
