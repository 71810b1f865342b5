import { expect, it } from 'vitest';
import { aFinding, bytesEvidence } from '../../../test/support/alerts.ts';
import { titleOf } from './alert-words.ts';

const burst = (over: Parameters<typeof bytesEvidence>[0]) =>
  titleOf(aFinding({ detection: 'upload-burst', evidence: bytesEvidence(over) }));
const chain = (over: Parameters<typeof bytesEvidence>[0]) =>
  titleOf(
    aFinding({
      detection: 'takeover-then-exfiltration',
      evidence: { kind: 'chain', suspicion: [], bytes: bytesEvidence(over) },
    }),
  );

it('names what left by its bytes, and by its number where the store tells no sizes', () => {
  expect(chain({})).toBe('Taken over, then 4.1 GB to dropbox.com');
  expect(chain({ bytes: 0 })).toBe('Taken over, then 41 uploads to dropbox.com');
  expect(burst({})).toBe('A burst of uploads: 4.1 GB, dropbox.com');
  expect(burst({ bytes: 0, count: 1 })).toBe('A burst of uploads: 1 upload, dropbox.com');
});

it('counts shares: they move nothing themselves', () => {
  expect(chain({ operation: 'share' })).toBe('Taken over, then 41 outward shares on dropbox.com');
});
