import { fail, ok, type Result } from '../../domain/result.ts';
import { type Ask, createFlights, heard, UNREACHABLE, type Unreachable } from './flights.ts';

const CERTIFICATES_KEPT = 8;

const NONE = 'no certificate at its address';

/** Keeps certificates (PEM) by their address, at which there is never another: each is fetched once, for however many callers. */
export function createCertificates(ask: Ask) {
  const kept = new Map<string, string>();
  const fetched = createFlights(async (url) => {
    const pem = await heard(ask, url, pemOf);
    if (pem?.ok) keep(url, pem.value);
    return pem;
  });

  return async function certificateAt(url: string, nowMs: number): Promise<Result<string, string | Unreachable>> {
    const known = kept.get(url);
    return known === undefined ? ((await fetched(url, nowMs)) ?? fail(UNREACHABLE)) : ok(known);
  };

  function keep(url: string, pem: string): void {
    if (kept.size >= CERTIFICATES_KEPT) kept.clear();
    kept.set(url, pem);
  }
}

async function pemOf(response: Response): Promise<Result<string, string | Unreachable>> {
  if (response.ok) return ok(await response.text());
  response.body?.cancel().catch(() => {});
  return fail(isPassing(response.status) ? UNREACHABLE : NONE);
}

/** Whether the same question may be answered later. */
const isPassing = (status: number): boolean => status === 429 || status >= 500;
