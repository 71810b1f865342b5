import { sizeWords } from '../../detection/exfiltration/words.ts';
import { counted, listWords, offsetWords } from '../../detection/words.ts';
import type { Alert } from '../../domain/alert.ts';
import type { BytesEvidence } from '../../domain/evidence.ts';
import type { DetectionId, Finding } from '../../domain/finding.ts';
import { isLoud, severityRank } from '../../domain/severity.ts';

type AlertFinding = Alert['findings'][number];

/** Names for a list: 'a far time zone', 'a burst of uploads'. */
const NAMES: Readonly<Record<DetectionId, string>> = {
  'new-time-zone': 'a login from a far time zone',
  'impossible-travel': 'impossible travel',
  'operator-zone-shift': "hours of somebody else's working day",
  'new-country': 'a new country',
  'new-network': 'a new network',
  'new-client': 'a new client',
  'rare-hour': 'a rare hour',
  'upload-burst': 'a burst of uploads',
  'upload-drip': 'uploads that add up over days',
  'mass-download': 'a mass download',
  'new-destination': 'a store never used before',
  'external-share': 'files shared with outsiders',
  'automation-client': 'a tool that scripts use',
  'archive-parts': 'archive volumes',
  'takeover-then-exfiltration': 'data leaving after a takeover',
  campaign: 'a network and client shared with other accounts',
};

const COUNTED: Readonly<Record<string, string>> = { upload: 'upload', download: 'download', share: 'outward share' };

/** '4.1 GB'; '60 downloads' where no sizes were told, as many stores tell none, and of shares, which move nothing themselves. */
function amountWords({ operation, bytes, count }: BytesEvidence): string {
  return bytes > 0 && operation !== 'share'
    ? sizeWords(Math.ceil(bytes / 1000))
    : counted(count, COUNTED[operation] ?? 'object');
}

/** '4.1 GB to dropbox.com', '40 outward shares on dropbox.com'. */
const leavingWords = (bytes: BytesEvidence): string =>
  `${amountWords(bytes)} ${bytes.operation === 'share' ? 'on' : 'to'} ${bytes.service}`;

/** A headline: what happened, with its place, zone, store or size. */
export function titleOf({ detection, evidence, operatorZone }: AlertFinding): string {
  const name = NAMES[detection];
  const plain = name.charAt(0).toUpperCase() + name.slice(1);
  switch (evidence.kind) {
    case 'travel':
      return detection === 'impossible-travel' && evidence.from !== undefined
        ? `Impossible travel: ${evidence.from.place} and ${evidence.to.place}`
        : `Login from a far time zone: ${evidence.to.place}`;
    case 'hours':
      return operatorZone === undefined
        ? plain
        : `Hours of a working day at ${offsetWords(operatorZone.utcOffsetMinutes)}`;
    case 'chain':
      return `Taken over, then ${leavingWords(evidence.bytes)}`;
    case 'bytes':
      return `${plain}: ${amountWords(evidence)}, ${evidence.service}`;
    case 'campaign':
      return operatorZone === undefined
        ? `One network and client, new to ${counted(evidence.accounts.length, 'account')}`
        : `One operator in ${counted(evidence.accounts.length, 'account')}`;
    case 'novelty':
      return evidence.value === '' ? plain : `${plain}: ${evidence.value}`;
  }
}

/** What the leading finding says, and what else the alert holds. */
export function summaryOf(lead: AlertFinding, findings: readonly AlertFinding[]): string {
  const others = [...new Set(findings.filter(isWorthNaming(lead)).map(({ detection }) => NAMES[detection]))];
  return others.length === 0 ? lead.summary : `${lead.summary} Also: ${listWords(others.slice(0, 4))}.`;
}

function isWorthNaming(lead: AlertFinding): (finding: AlertFinding) => boolean {
  return (finding) =>
    finding.detection !== lead.detection &&
    finding.severity !== 'info' &&
    (isLoud(finding.severity) || !isLoud(lead.severity)) &&
    !isToldBy(lead, finding);
}

/** A chain tells what made the session suspicious, and of the bytes that went to its store; not of what was fetched there before. */
function isToldBy({ evidence: told }: AlertFinding, { detection, evidence }: AlertFinding): boolean {
  if (told.kind !== 'chain') return false;
  const { service, operation } = told.bytes;
  if (evidence.kind === 'bytes') return evidence.service === service && evidence.operation === operation;
  return told.suspicion.some((suspicion) => suspicion.detection === detection);
}

/** The finding that an alert is named after: the gravest, the strongest, the newest. */
export function leading(findings: readonly AlertFinding[]): AlertFinding | undefined {
  let best: AlertFinding | undefined;
  for (const finding of findings) if (best === undefined || weight(finding) >= weight(best)) best = finding;
  return best;
}

/** Order of findings by what they say to an analyst. */
export const weight = ({ severity, score }: Pick<Finding, 'severity' | 'score'>): number =>
  severityRank(severity) * 1000 + score;
