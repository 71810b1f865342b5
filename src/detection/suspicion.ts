import type { DetectionId } from '../domain/finding.ts';

/** What a baseline can still say of a suspicious finding after its words are gone. */
export const SUSPICION_SUMMARIES: Readonly<Record<DetectionId, string>> = {
  'new-time-zone': 'a login from a far time zone where the account never was',
  'impossible-travel': 'two logins that no traveller could make',
  'operator-zone-shift': "sessions whose hours fit somebody else's working day",
  'new-country': 'a login from a new country',
  'new-network': 'a session from a new network',
  'new-client': 'a session with a new client',
  'rare-hour': 'a session at an hour that is rare for the account',
  'upload-burst': 'far more uploaded in an hour than usual',
  'upload-drip': 'more uploaded over days than usual',
  'mass-download': 'far more collected than usual',
  'new-destination': 'a store never used before',
  'external-share': 'files shared with outsiders',
  'automation-client': 'a tool that scripts use',
  'archive-parts': 'numbered archive volumes of one size',
  'takeover-then-exfiltration': 'bytes leaving after a suspicious session',
  campaign: 'sessions of an operator who uses several accounts',
};

/** What speaks of a stranger in the account. What the storage detections say of data is counted for itself. */
export const SPEAKS_OF_STRANGER: ReadonlySet<DetectionId> = new Set([
  'new-time-zone',
  'impossible-travel',
  'operator-zone-shift',
  'new-country',
  'new-network',
  'new-client',
  'rare-hour',
  'campaign',
]);
