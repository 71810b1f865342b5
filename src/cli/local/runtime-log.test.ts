import { describe, expect, it } from 'vitest';
import { logLine } from './runtime-log.ts';

const lineOf = (message: string, level = 'error'): string =>
  logLine({ timestamp: Date.parse('2026-11-23T08:09:10Z'), level, message });

describe('what the local Worker says', () => {
  it('is one line with a time where workerd speaks of itself', () => {
    const workerd = '/node_modules/@cloudflare/workerd-linux-64/bin/workerd';
    expect(
      lineOf(
        'e = rust/worker/ffi.rs:110: failed: failed to lookup address information: Name or service not known\n' +
          `stack: ${workerd}@26b6840 ${workerd}@3739630; sentryErrorContext = jsgInternalError; wdErrId = dm7iqqbd`,
      ),
    ).toBe('08:09:10 workerd: failed to lookup address information: Name or service not known (reference dm7iqqbd)');
    expect(lineOf('NOSENTRY SQLite alarm overdue; overdueSeconds = 40', 'warn')).toBe(
      '08:09:10 workerd: SQLite alarm overdue; overdueSeconds = 40',
    );
    expect(lineOf('workerd/io/worker.c++:12: error: something broke; stack: 1a2b3c4 5d6e7f8')).toBe(
      '08:09:10 workerd: something broke',
    );
  });

  it('is whole where the Worker speaks, and where workerd ends', () => {
    const own = 'job deliver failed Error: no such table\n    at drain (file:///index.js:16:79)';
    expect(lineOf(own)).toBe(`08:09:10 ${own}`);
    const crash = '*** Fatal uncaught kj::Exception: out of memory';
    expect(lineOf(crash)).toBe(`08:09:10 ${crash}`);
  });

  it('moves no cursor, and keeps the layout of what is said', () => {
    expect(lineOf('refused \u001b[2J\r\b\u202e')).toBe('08:09:10 refused ?[2J???');
    expect(lineOf('one\ttwo\n\tthree')).toBe('08:09:10 one\ttwo\n\tthree');
  });
});
