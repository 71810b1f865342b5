import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { isLoud } from '../domain/severity.ts';
import {
  type Baseline,
  emptyBaseline,
  isNewPair,
  type KnownFingerprint,
  minuteOf,
  NOVELTY,
  type RecentSession,
  SESSION,
} from './baseline.ts';
import { GRACE_DAYS, GRACE_SESSIONS, KNOWN_DEVICES, SUSPICION_DAYS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { stampFindings } from './episode.ts';
import { foldStorage } from './exfiltration/fold-storage.ts';
import { clientName, networkName } from './fingerprint.ts';
import { rememberTold } from './hours/hours.ts';
import { judgeSession } from './judge.ts';
import { shortHash } from './label.ts';
import { type ExitKey, exitKey, type Neighbourhood, noteNetwork } from './neighbourhood.ts';
import { noteDisplaced, noteEstablished } from './network-use.ts';
import type { PlaceSeen } from './places.ts';
import { addFingerprint, addPlace, findFingerprint, findPlace, replaced } from './remember.ts';
import { extendSession, findSession, insert } from './sessions.ts';
import { storageContext } from './storage-context.ts';
import { teachDue } from './teach.ts';
import { isKnownClient, isKnownNetwork, isProgramsWork, whereabouts } from './whereabouts.ts';

export interface FoldState {
  readonly baseline: Baseline | undefined;
  readonly neighbourhood: Neighbourhood;
}

export interface Folded {
  /** Undefined while nobody was ever there: failed logins, guessed names among them, make no account. */
  readonly baseline: Baseline | undefined;
  readonly neighbourhood: Neighbourhood;
  readonly findings: readonly Finding[];
}

const NONE: readonly never[] = [];

/**
 * Folds one event into what is known of its account, and says what is suspicious of it. Pure: nothing given is changed, and
 * the same events give the same findings wherever they are folded. Duplicates must be removed before.
 */
export function foldEvent(tenant: string, state: FoldState, event: EnrichedEvent, settings: DetectionSettings): Folded {
  if (!isSomebodyThere(event)) return { ...state, findings: NONE };
  const start = state.baseline ?? emptyBaseline(Number.isSafeInteger(event.timeMs) ? event.timeMs : 0);

  const second = Math.floor(event.timeMs / 1000);
  const named = nameFingerprint(teachDue(observeTime(start, second)), event);
  const minute = Math.floor(second / 60);
  const isClientKnown = isKnownClient(named.baseline, named.client, event.device, minute);
  const exit = exitKey(event.network);
  const isProgram = isProgramsWork(event, named.baseline, named.index, second);
  const place = isProgram ? undefined : whereabouts(event, state.neighbourhood, exit, isClientKnown);
  const placed = namePlace(named.baseline, place);
  const stepped = stepSession(placed.baseline, {
    event,
    settings,
    second,
    exit,
    place,
    neighbourhood: state.neighbourhood,
    index: named.index,
    placeIndex: placed.index,
    isNewClient: !isClientKnown,
    isProgram,
  });
  const neighbourhood = named.isNewNetwork
    ? noteNetwork(stepped.neighbourhood, exit, 'used', minute)
    : stepped.neighbourhood;
  const stored = stepStorage(stepped.baseline, event, named.index, second, settings);
  const drafts = stored.drafts.length === 0 ? stepped.drafts : [...stepped.drafts, ...stored.drafts];
  if (drafts.length === 0) return { baseline: stored.baseline, neighbourhood, findings: NONE };
  const { episode, findings } = stampFindings(tenant, stored.baseline, event, drafts, named.index);
  return {
    baseline: episode === undefined ? stored.baseline : { ...stored.baseline, episode },
    neighbourhood,
    findings,
  };
}

/**
 * A failed login shows where somebody would like to be, not where the owner is; a token that renews itself shows when a
 * program wakes up, often from an address of the vendor's own.
 */
function isSomebodyThere(event: EnrichedEvent): boolean {
  if (!Number.isSafeInteger(event.timeMs)) return false;
  return event.type === 'storage' || (event.outcome !== 'failure' && event.interactive !== false);
}

function observeTime(baseline: Baseline, second: number): Baseline {
  if (second >= baseline.first && second <= baseline.newest) return baseline;
  return { ...baseline, first: Math.min(baseline.first, second), newest: Math.max(baseline.newest, second) };
}

interface NamedFingerprint {
  readonly baseline: Baseline;
  readonly index: number;
  readonly network: string;
  readonly client: string;
  readonly isNewNetwork: boolean;
}

function nameFingerprint(baseline: Baseline, event: EnrichedEvent): NamedFingerprint {
  const network = networkName(event.network);
  const client = clientName(event.client);
  const minute = minuteOf(event.timeMs);
  const index = findFingerprint(baseline.fingerprints, network, client);
  const known = baseline.fingerprints[index];
  if (known !== undefined)
    return { baseline: seeFingerprint(baseline, index, known, minute), index, network, client, isNewNetwork: false };
  const isNewNetwork = !baseline.fingerprints.some((other) => other[0] === network);
  const isNewClient = !baseline.fingerprints.some((other) => other[1] === client);
  const novelty = isYoung(baseline) ? 0 : (isNewNetwork ? NOVELTY.network : 0) | (isNewClient ? NOVELTY.client : 0);
  return {
    ...addFingerprint(baseline, [network, client, minute, minute, 0, novelty, 0]),
    network,
    client,
    isNewNetwork,
  };
}

function seeFingerprint(baseline: Baseline, index: number, known: KnownFingerprint, minute: number): Baseline {
  const [network, client, first, last, sessions, novelty, suspectUntil] = known;
  if (minute >= first) return baseline;
  const seen: KnownFingerprint = [network, client, minute, last, sessions, novelty, suspectUntil];
  return { ...baseline, fingerprints: replaced(baseline.fingerprints, index, seen) };
}

/** A young account waits: everything is new to it. */
function isYoung(baseline: Baseline): boolean {
  return baseline.sessions < GRACE_SESSIONS || baseline.newest - baseline.first < GRACE_DAYS * 86_400;
}

function namePlace(baseline: Baseline, place: PlaceSeen | undefined): { baseline: Baseline; index: number } {
  if (place === undefined) return { baseline, index: -1 };
  const index = findPlace(baseline.places, place);
  return index === -1 ? addPlace(baseline, place) : { baseline, index };
}

interface Step {
  readonly event: EnrichedEvent;
  readonly settings: DetectionSettings;
  readonly second: number;
  readonly exit: ExitKey;
  readonly place: PlaceSeen | undefined;
  readonly neighbourhood: Neighbourhood;
  readonly index: number;
  readonly placeIndex: number;
  readonly isNewClient: boolean;
  readonly isProgram: boolean;
}

interface Stepped {
  readonly baseline: Baseline;
  readonly neighbourhood: Neighbourhood;
  readonly drafts: readonly FindingDraft[];
}

/** Goes on with the session that the event belongs to, or judges and opens a new one. */
function stepSession(baseline: Baseline, step: Step): Stepped {
  const { event, second, index, placeIndex, neighbourhood } = step;
  const at = findSession(baseline.recent, second, index, placeIndex, event.type === 'login');
  if (at !== -1) {
    const recent = extendSession(baseline.recent, at, second);
    return { baseline: recent === baseline.recent ? baseline : { ...baseline, recent }, neighbourhood, drafts: NONE };
  }
  const fingerprint = baseline.fingerprints[index];
  if (fingerprint === undefined) return { baseline, neighbourhood, drafts: NONE };
  const minute = Math.floor(second / 60);
  const flags =
    (event.client.automation ? SESSION.automation : 0) |
    (event.type === 'login' ? SESSION.login : 0) |
    (event.network.kind === 'mobile' ? SESSION.mobile : 0) |
    (step.isProgram ? SESSION.program : 0);
  const isNewNetwork = !isKnownNetwork(baseline, fingerprint[0], minute);
  const judged = judgeSession({ ...step, baseline, fingerprint, isNewNetwork }, flags);
  const opened: RecentSession = [
    second,
    second,
    index,
    placeIndex,
    flags | (judged.isSuspicious ? SESSION.suspicious : 0),
  ];
  // Loud for whatever reason, a stranger's fingerprint must not teach; the owner's own stays the owner's.
  const isSuspect = judged.isSuspicious || (isNewPair(fingerprint[5]) && judged.findings.some(isLoudDraft));
  let after = isSuspect ? suspect(baseline, index, minute) : knowDevice(baseline, event.device);
  if (judged.blamed !== undefined) after = suspect(after, judged.blamed[2], Math.floor(judged.blamed[0] / 60));
  const untaught = baseline.recent.filter((session) => (session[4] & SESSION.taught) === 0).length;
  const hours = rememberTold(after.hours, judged.findings, untaught);
  if (hours !== after.hours) after = { ...after, hours };
  const use = { index, exit: step.exit, minute };
  const displaced = judged.isDisplaced ? noteDisplaced(after, neighbourhood, use) : { baseline: after, neighbourhood };
  const noted = noteEstablished(displaced.baseline, displaced.neighbourhood, use);
  return {
    baseline: teachDue({ ...noted.baseline, recent: insert(noted.baseline.recent, opened) }),
    neighbourhood: noted.neighbourhood,
    drafts: judged.findings,
  };
}

const isLoudDraft = ({ severity }: FindingDraft): boolean => isLoud(severity);

/** What a suspicious fingerprint shows is not learned until time or an admin clears it. */
function suspect(baseline: Baseline, index: number, minute: number): Baseline {
  const known = baseline.fingerprints[index];
  if (known === undefined) return baseline;
  const [network, client, first, last, sessions, novelty, suspectUntil] = known;
  const until = Math.max(suspectUntil, minute + SUSPICION_DAYS * 1440);
  return {
    ...baseline,
    fingerprints: replaced(baseline.fingerprints, index, [network, client, first, last, sessions, novelty, until]),
  };
}

function knowDevice(baseline: Baseline, device: string | undefined): Baseline {
  if (device === undefined) return baseline;
  const hash = shortHash(device);
  const devices = baseline.devices ?? [];
  return devices.includes(hash) ? baseline : { ...baseline, devices: [...devices, hash].slice(-KNOWN_DEVICES) };
}

function stepStorage(
  baseline: Baseline,
  event: EnrichedEvent,
  index: number,
  second: number,
  settings: DetectionSettings,
): { readonly baseline: Baseline; readonly drafts: readonly FindingDraft[] } {
  if (event.type !== 'storage') return { baseline, drafts: NONE };
  const { habit, findings } = foldStorage(baseline.storage, event, storageContext(baseline, index, second, settings));
  return { baseline: habit === baseline.storage ? baseline : { ...baseline, storage: habit }, drafts: findings };
}
