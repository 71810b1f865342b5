import type { DetectionId } from '../domain/finding.ts';

/** MITRE ATT&CK techniques of each detection. */
export const TECHNIQUES: Readonly<Record<DetectionId, readonly string[]>> = {
  'new-time-zone': ['T1078'],
  'impossible-travel': ['T1078'],
  'operator-zone-shift': ['T1078'],
  'new-country': ['T1078'],
  'new-network': ['T1078'],
  'new-client': ['T1078'],
  'rare-hour': ['T1078'],
  'upload-burst': ['T1567.002'],
  'upload-drip': ['T1567.002'],
  'mass-download': ['T1213', 'T1530'],
  'new-destination': ['T1567.002'],
  'external-share': ['T1567.002'],
  'automation-client': ['T1567.002'],
  'archive-parts': ['T1560'],
  'takeover-then-exfiltration': ['T1078', 'T1567.002'],
  campaign: ['T1199'],
};
