import type { AlertAction } from '../../dashboard/index.ts';
import { type AlertStatus, holdsAt, type Verdict } from '../../domain/alert.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parseInstant } from '../../domain/time.ts';

/** What an action of the form does to the status, and what it teaches. */
export interface Decision {
  readonly status?: AlertStatus;
  readonly verdict?: Verdict;
}

/** Reads what the form of an alert decides; fails with a sentence for the one who sent it. */
export function decisionOf(action: AlertAction, until: string, nowMs: number): Result<Decision, string> {
  switch (action) {
    case 'note':
      return ok({});
    case 'acknowledge':
      return ok({ status: 'acknowledged' });
    case 'resolve':
      return ok({ status: 'resolved' });
    case 'reopen':
      return ok({ status: 'open' });
    case 'false-positive':
      return ok({ status: 'false-positive' });
    case 'expected':
      return expected(until, nowMs);
    case 'intrusion':
      return ok({ status: 'acknowledged', verdict: { verdict: 'intrusion' } });
  }
}

/** Until the end of a day (yyyy-mm-dd, UTC); for good where none is given. */
function expected(day: string, nowMs: number): Result<Decision, string> {
  if (day === '') return ok({ status: 'resolved', verdict: { verdict: 'expected' } });
  const until = `${day}T23:59:59Z`;
  if (parseInstant(until) === undefined)
    return fail('Nothing was decided: the day until which it is expected is none.');
  const verdict: Verdict = { verdict: 'expected', until };
  if (!holdsAt(verdict, nowMs)) {
    return fail(`Nothing was decided: ${day} is past. Choose a day to come, or none for good.`);
  }
  return ok({ status: 'resolved', verdict });
}
