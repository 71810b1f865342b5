import { runStep, STEPS, type Step } from './steps.ts';
import { workload } from './workload.ts';

/**
 * The steps inside workerd. Its clock stands still while code runs, so the caller takes the time: `?step=validate&rounds=20`
 * does the step so often over the same events, and 0 rounds cost what the rest costs.
 */
const EVENTS = 4_000;
/** Some hundred events each, so that most are judged: young accounts cost little. */
const ACCOUNTS = 25;
let events: ReturnType<typeof workload> | undefined;

export default {
  fetch(request: Request): Response {
    const query = new URL(request.url).searchParams;
    const step = STEPS.find((name) => name === query.get('step')) ?? 'validate';
    return Response.json(rounds(step, Number(query.get('rounds'))));
  },
};

function rounds(step: Step, count: number): { readonly events: number; readonly made: number } {
  events ??= workload(EVENTS, ACCOUNTS);
  let made = 0;
  for (let round = 0; round < count; round += 1) made += runStep(step, events);
  return { events: count * EVENTS, made };
}
