/** Sessions of fingerprints that are new to their accounts, by fingerprint. Plain JSON, bounded: see the limits below. */
export interface CampaignPool {
  readonly version: 1;
  /** Newest first. */
  readonly groups: readonly Group[];
}

/** Accounts that showed the same new pair of network and client. */
export interface Group {
  readonly network: string;
  readonly client: string;
  readonly members: readonly Member[];
  /** Set once the group is a campaign. */
  readonly raised?: Raised;
}

export interface Member {
  readonly account: string;
  readonly alert: string;
  /** Starts of its sessions, in minutes since 1970, oldest first. */
  readonly sessions: readonly number[];
  /** Both network and client were new to it: such members make a campaign, others may join one. */
  readonly isPair: boolean;
}

export interface Raised {
  readonly campaign: string;
  readonly openedMinute: number;
  /** Sessions when all members were last told. */
  readonly toldSessions: number;
}

export const emptyCampaignPool: CampaignPool = { version: 1, groups: [] };

const GROUPS = 100;
const MEMBERS_A_GROUP = 200;
const MEMBERS_IN_ALL = 2_000;
const SESSIONS_A_MEMBER = 6;
/** A member is forgotten so long after its last session; of a campaign, so much later. */
const WAITING_DAYS = 90;
const CAMPAIGN_DAYS = 365;

/** A suspicious session as the pool takes it. */
export interface PooledSession {
  readonly network: string;
  readonly client: string;
  readonly account: string;
  readonly alert: string;
  readonly minute: number;
  readonly isPair: boolean;
}

/** Adds a session to the group of its fingerprint; the group is then the first of the pool. */
export function addToPool(
  pool: CampaignPool,
  session: PooledSession,
): { readonly pool: CampaignPool; readonly group: Group } {
  const { network, client } = session;
  const before = pool.groups.find((group) => group.network === network && group.client === client);
  const group = addMember(before ?? { network, client, members: [] }, session);
  return { pool: withGroup(pool, group), group };
}

/** Puts a group first in place of what it was, and lets the oldest go that are too many. */
export function withGroup(pool: CampaignPool, group: Group): CampaignPool {
  const others = pool.groups.filter(({ network, client }) => network !== group.network || client !== group.client);
  let members = 0;
  const groups = [group, ...others].slice(0, GROUPS).filter((each) => {
    members += each.members.length;
    return each === group || members <= MEMBERS_IN_ALL;
  });
  return { version: 1, groups };
}

function addMember(group: Group, { account, alert, minute, isPair }: PooledSession): Group {
  const keepMinutes = (group.raised === undefined ? WAITING_DAYS : CAMPAIGN_DAYS) * 1440;
  const known = group.members.find((member) => member.account === account);
  const sessions = known?.sessions.includes(minute)
    ? known.sessions
    : [...(known?.sessions ?? []), minute].sort((one, other) => one - other).slice(0, SESSIONS_A_MEMBER);
  const member: Member = { account, alert, sessions, isPair: isPair || known?.isPair === true };
  const others = group.members.filter(
    (other) => other.account !== account && minute - (other.sessions.at(-1) ?? 0) <= keepMinutes,
  );
  return { ...group, members: [...others, member].slice(-MEMBERS_A_GROUP) };
}
