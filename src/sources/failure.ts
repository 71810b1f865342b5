import type { Failure } from './draft.ts';

/** Vendors' words for why a login failed, in the order in which they are tried. */
const WORDS: readonly (readonly [RegExp, Failure])[] = [
  [
    /unknown.?user|user.?account.?not.?found|no.?such.?user|user.?not.?found|(?:user|account).?(?:does.?not|doesn.?t).?exist|invalid.?user\b|user.?unknown|invalid.?username$|username_not_found/i,
    'unknown-account',
  ],
  [
    /mfa|multi.?factor|second.?factor|two.?factor|2fa|\b2sv|otp\b|passcode|push|reject(?:ed)?.*(?:verify|push)|phishing|challenge|strong.?auth|denied.?by.?user|user.?(?:denied|declined|rejected)|no.?response/i,
    'mfa-denied',
  ],
  [
    /lock|block|disabled|deny|denied|suspend|deactivat|inactive|expired|polic|zone|blacklist|not.?(?:allowed|assigned|authorized|permitted|enabled)|restrict|forbidden|conditional|threat|too.?many|rate|ip.?rule|unauthori[sz]ed/i,
    'blocked',
  ],
  [/password|credential|invalid.?(?:login|grant)|bad.?login|pin\b|secret/i, 'bad-password'],
];

/** The kind of a failure from the vendor's reason; `other` when it says nothing we know. */
export function failureOf(...reasons: readonly (string | undefined)[]): Failure {
  for (const reason of reasons) {
    if (reason === undefined) continue;
    const short = reason.slice(0, 256);
    for (const [words, failure] of WORDS) if (words.test(short)) return failure;
  }
  return 'other';
}
