import { accountOf } from './fields.ts';

/** Microsoft writes one person in several ways; this finds the one spelling. */

/** A principal of Microsoft's own, of an application or of nobody: GUIDs, SIDs, `app@sharepoint`, anonymous links. */
const NO_PERSON =
  /^(?:app@|sharepoint\\|nt authority|nt service|s-1-|serviceprincipal_|urn:spo:anon|system$|service$|_system|spo_?|healthmailbox|devicereg|microsoft\.|not available$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)/;

/** `i:0#.f|membership|ola@example.com` → `ola@example.com`; `ola_example.com#ext#@tenant.onmicrosoft.com` → `ola@example.com`. */
export function microsoftAccount(value: unknown): string | undefined {
  let account = accountOf(value);
  if (account === undefined) return undefined;
  if (account.includes('|')) account = account.slice(account.lastIndexOf('|') + 1);
  if (account.startsWith('urn:spo:guest#')) account = account.slice('urn:spo:guest#'.length);
  if (account.startsWith('urn:spo:tenantanon')) return undefined;
  const guest = account.indexOf('#ext#');
  if (guest > 0) {
    const name = account.slice(0, guest);
    const at = name.lastIndexOf('_');
    account = at > 0 && !name.includes('@') ? `${name.slice(0, at)}@${name.slice(at + 1)}` : name;
  }
  return account === '' || NO_PERSON.test(account) ? undefined : account;
}
