import type { Campaign } from '../../domain/alert.ts';
import type { CampaignEvidence } from '../../domain/evidence.ts';
import type { Finding, OperatorZone } from '../../domain/finding.ts';
import { derivedId } from '../../domain/ids.ts';
import type { Severity } from '../../domain/severity.ts';
import { formatInstant, MINUTE_MS, parseInstant } from '../../domain/time.ts';
import { chanceSentence, counted, dateWords, offsetWords } from '../words.ts';
import { campaignMetadata } from './metadata.ts';
import {
  addToPool,
  type CampaignPool,
  type Group,
  type Member,
  type PooledSession,
  type Raised,
  withGroup,
} from './pool.ts';
import { type PooledZone, poolZone } from './zone.ts';

export { type CampaignPool, emptyCampaignPool } from './pool.ts';

/** So many accounts with a pair of network and client that is new to each of them make a campaign. */
const ACCOUNTS = 3;
const HIGH_ACCOUNTS = 5;
/** Accounts with a new client for each one with a usual client, on a network that is new to all of them. */
const STRANGERS_A_COLLEAGUE = 2;
/** All members are told again when there are so many times the sessions of the last time, with the zone as it is known by then. */
const TOLD_AGAIN_GROWTH = 1.4;
const SCORES = { medium: 70, high: 88 } as const;
const NAMED_ACCOUNTS = 50;

export interface CampaignFolded {
  readonly pool: CampaignPool;
  /** Of detection `campaign`, one for each member account that joins or is told again, with that member's alert id. */
  readonly findings: readonly Finding[];
  readonly campaigns: readonly Campaign[];
}

/** Pools a finding with those of other accounts; says which accounts one operator seems to use. */
export function foldCampaign(pool: CampaignPool, finding: Finding): CampaignFolded {
  const session = pooledSession(finding);
  if (session === undefined) return { pool, findings: [], campaigns: [] };
  const { pool: added, group } = addToPool(pool, session);
  const isCampaign = group.raised !== undefined || (pairsOf(group) >= ACCOUNTS && isStrangers(added, group.network));
  if (!isCampaign) return { pool: added, findings: [], campaigns: [] };
  const isMember = pool.groups.some((before) => isSame(before, group) && isMemberOf(before, finding.account));
  const sessions = group.members.reduce((sum, member) => sum + member.sessions.length, 0);
  const isAnnounced = sessions >= TOLD_AGAIN_GROWTH * (group.raised?.toldSessions ?? 0);
  // One more session of a member that was told is kept, and says nothing new until enough have come together.
  if (isMember && !isAnnounced) return { pool: added, findings: [], campaigns: [] };
  return raise(added, group, finding, isAnnounced ? sessions : undefined);
}

const pairsOf = ({ members }: Group): number => members.filter(({ isPair }) => isPair).length;

/** Colleagues who take up a new provider or gateway mostly bring the clients they have; an operator brings his own. */
function isStrangers({ groups }: CampaignPool, network: string): boolean {
  const sharing = groups.filter((group) => group.network === network);
  const strangers = sharing.reduce((sum, group) => sum + pairsOf(group), 0);
  const colleagues = sharing.reduce((sum, group) => sum + group.members.length, 0) - strangers;
  return strangers >= STRANGERS_A_COLLEAGUE * colleagues;
}

/** Only sessions whose network is new to the account and not yet everybody's carry a start: see `new-network`. */
function pooledSession({ detection, evidence, account, alert, severity }: Finding): PooledSession | undefined {
  if (detection !== 'new-network' || evidence.kind !== 'novelty') return undefined;
  const { fingerprint, sessionStart } = evidence;
  const startMs = sessionStart === undefined ? undefined : parseInstant(sessionStart);
  if (fingerprint === undefined || startMs === undefined) return undefined;
  const { network, client } = fingerprint;
  return { network, client, account, alert, minute: Math.floor(startMs / MINUTE_MS), isPair: severity !== 'info' };
}

const isSame = (one: Group, other: Group): boolean => one.network === other.network && one.client === other.client;
const isMemberOf = ({ members }: Group, account: string): boolean =>
  members.some((member) => member.account === account);

/** `announced`: how many sessions there are, if all members are told; else only the account that joins is. */
function raise(pool: CampaignPool, group: Group, cause: Finding, announced: number | undefined): CampaignFolded {
  const starts = group.members.flatMap(({ sessions }) => sessions).sort((one, other) => one - other);
  const pooled = poolZone(group.members.map(({ sessions }) => sessions));
  const raised: Raised = {
    campaign: group.raised?.campaign ?? derivedId('cmp', group.network, group.client, cause.id),
    openedMinute: starts[0] ?? 0,
    toldSessions: announced ?? group.raised?.toldSessions ?? 0,
  };
  const story: Story = { group, raised, pooled, starts, cause, evidence: evidenceOf(group, pooled, starts) };
  const members =
    announced !== undefined ? group.members : group.members.filter(({ account }) => account === cause.account);
  return {
    pool: withGroup(pool, { ...group, raised }),
    findings: members.map((member) => memberFinding(story, member)),
    campaigns: [campaignOf(story)],
  };
}

interface Story {
  readonly group: Group;
  readonly raised: Raised;
  readonly pooled: PooledZone;
  readonly starts: readonly number[];
  readonly cause: Finding;
  readonly evidence: CampaignEvidence;
}

const severityOf = ({ members }: Group): 'medium' | 'high' => (members.length >= HIGH_ACCOUNTS ? 'high' : 'medium');

function memberFinding(
  { group, raised, pooled, cause, starts, evidence }: Story,
  { account, alert, sessions }: Member,
): Finding {
  const severity = severityOf(group);
  return {
    id: derivedId('fnd', raised.campaign, account, cause.id),
    alert,
    detection: 'campaign',
    account,
    severity,
    score: SCORES[severity],
    time: laterOf(cause.time, sessions[0] ?? 0),
    summary: summaryOf(group, starts, pooled),
    techniques: [...campaignMetadata.techniques],
    ...(pooled.zone === undefined ? {} : { operatorZone: pooled.zone }),
    evidence,
    eventIds: account === cause.account ? cause.eventIds : [],
  };
}

/** A late event of another account must not tell of a member before the member's own first session. */
function laterOf(time: string, startMinute: number): string {
  const startMs = startMinute * MINUTE_MS;
  return (parseInstant(time) ?? startMs) >= startMs ? time : formatInstant(startMs);
}

function campaignOf({ group, raised, pooled, starts, evidence }: Story): Campaign {
  const severity: Severity = severityOf(group);
  return {
    id: raised.campaign,
    severity,
    openedAt: formatInstant(raised.openedMinute * MINUTE_MS),
    lastSeenAt: formatInstant((starts.at(-1) ?? 0) * MINUTE_MS),
    title: titleOf(group, pooled),
    summary: summaryOf(group, starts, pooled),
    accounts: group.members.map(({ account }) => account),
    alerts: group.members.map(({ alert }) => alert),
    ...(pooled.zone === undefined ? {} : { operatorZone: pooled.zone }),
    evidence,
  };
}

function summaryOf(
  { members, network, client }: Group,
  starts: readonly number[],
  { zone, isOne }: PooledZone,
): string {
  const since = dateWords((starts[0] ?? 0) * MINUTE_MS);
  return `${counted(members.length, 'account')} had ${counted(starts.length, 'session')} since ${since} with one client on one network (${client} on ${network}) that none of them had shown before. ${zone === undefined ? unknownZone(isOne) : zoneSentence(zone)}`;
}

const unknownZone = (isOne: boolean): string =>
  isOne
    ? 'Their hours point to no one zone yet.'
    : 'Their hours are those of several people rather than of one, so no zone is named.';

/** What they share is sure; that it is one operator only as far as their hours allow it. */
const titleOf = ({ members }: Group, { zone }: PooledZone): string =>
  zone === undefined
    ? `One network and client, new to ${counted(members.length, 'account')}`
    : `One operator in ${counted(members.length, 'account')}`;

function zoneSentence({ utcOffsetMinutes, probability, cities }: OperatorZone): string {
  const examples = cities.length === 0 ? '' : ` (${cities.join(', ')})`;
  return `Taken together, their hours fit a day at ${offsetWords(utcOffsetMinutes)}, give or take an hour${examples}. ${chanceSentence(probability)}`;
}

function evidenceOf(group: Group, pooled: PooledZone, starts: readonly number[]): CampaignEvidence {
  const suspicious = Array.from({ length: 24 }, () => 0);
  for (const minute of starts) {
    const hour = Math.floor((((minute % 1440) + 1440) % 1440) / 60);
    suspicious[hour] = (suspicious[hour] ?? 0) + 1;
  }
  const fingerprint = {
    network: group.network,
    client: group.client,
    firstSeen: formatInstant((starts[0] ?? 0) * MINUTE_MS),
  };
  return {
    kind: 'campaign',
    accounts: group.members.slice(0, NAMED_ACCOUNTS).map(({ account }) => account),
    shared: [fingerprint],
    hours: {
      kind: 'hours',
      homeZone: 'UTC',
      homeUtcOffsetMinutes: 0,
      usual: Array.from({ length: 24 }, () => 1 / 24),
      suspicious,
      posterior: [...pooled.posterior],
      since: fingerprint.firstSeen,
      sessions: starts.length,
      likelihoodRatio: pooled.likelihoodRatio,
      fingerprints: [fingerprint],
    },
  };
}
