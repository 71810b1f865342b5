import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { type Baseline, emptyBaseline, type KnownFingerprint, minuteOf, NOVELTY, SESSION } from './baseline.ts';
import { GRACE_DAYS, GRACE_SESSIONS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { stampFindings } from './episode.ts';
import { foldStorage } from './exfiltration/storage-habit.ts';
import { clientName, networkName } from './fingerprint.ts';
import { judgeSession } from './judge.ts';
import { type Neighbourhood, noteNetwork } from './neighbourhood.ts';
import { readPlace } from './places.ts';
import { addFingerprint, addPlace, findFingerprint, findPlace, replaced } from './remember.ts';
import { extendSession, findSession, insert } from './sessions.ts';
import { storageContext } from './storage-context.ts';
import { teachDue } from './teach.ts';

export interface FoldState {
  readonly baseline: Baseline | undefined;
  readonly neighbourhood: Neighbourhood;
}

export interface Folded {
  readonly baseline: Baseline;
  readonly neighbourhood: Neighbourhood;
  readonly findings: readonly Finding[];
}

const NO_FINDINGS: readonly Finding[] = [];

/**
 * Folds one event into what is known of its account, and says what is suspicious of it. Pure: nothing given is changed, and
 * the same events give the same findings wherever they are folded. Duplicates must be removed before.
 */
export function foldEvent(tenant: string, state: FoldState, event: EnrichedEvent, settings: DetectionSettings): Folded {
  const start = state.baseline ?? emptyBaseline(event.timeMs);
  // A failed login shows where somebody would like to be, not where the owner is.
  if (event.type === 'login' && event.outcome === 'failure')
    return { baseline: start, neighbourhood: state.neighbourhood, findings: NO_FINDINGS };

  const second = Math.floor(event.timeMs / 1000);
  const due = teachDue(observeTime(start, second));
  const named = nameFingerprint(due, event);
  const placed = namePlace(named.baseline, event);
  const session = findSession(placed.baseline.recent, second, named.index, placed.index);
  const opened = session === -1;
  const drafts: FindingDraft[] = [];
  let baseline = placed.baseline;

  if (opened) {
    const judged = judgeSession({
      baseline,
      event,
      fingerprint: named.index,
      place: placed.index,
      neighbourhood: state.neighbourhood,
      settings,
    });
    drafts.push(...judged.findings);
    baseline = openSession(judged.baseline, event, second, named.index, placed.index, judged.suspicious);
  } else {
    const recent = extendSession(baseline.recent, session, second);
    if (recent !== baseline.recent) baseline = { ...baseline, recent };
  }
  if (event.type === 'storage') {
    const folded = foldStorage(baseline.storage, event, storageContext(baseline, named.index, second, settings));
    if (folded.habit !== baseline.storage) baseline = { ...baseline, storage: folded.habit };
    drafts.push(...folded.findings);
  }
  const neighbourhood = named.isNewNetwork
    ? noteNetwork(state.neighbourhood, named.network, false, minuteOf(event.timeMs))
    : state.neighbourhood;
  if (drafts.length === 0) return { baseline, neighbourhood, findings: NO_FINDINGS };
  const { episode, findings } = stampFindings(tenant, baseline, event, drafts, named.index);
  return { baseline: episode === undefined ? baseline : { ...baseline, episode }, neighbourhood, findings };
}

function observeTime(baseline: Baseline, second: number): Baseline {
  if (second >= baseline.first && second <= baseline.newest) return baseline;
  return { ...baseline, first: Math.min(baseline.first, second), newest: Math.max(baseline.newest, second) };
}

interface NamedFingerprint {
  readonly baseline: Baseline;
  readonly index: number;
  readonly network: string;
  readonly isNewNetwork: boolean;
}

function nameFingerprint(baseline: Baseline, event: EnrichedEvent): NamedFingerprint {
  const network = networkName(event.network);
  const client = clientName(event.client);
  const minute = minuteOf(event.timeMs);
  const index = findFingerprint(baseline.fingerprints, network, client);
  const known = baseline.fingerprints[index];
  if (known !== undefined)
    return { baseline: seeFingerprint(baseline, index, known, minute), index, network, isNewNetwork: false };
  const isNewNetwork = !baseline.fingerprints.some((other) => other[0] === network);
  const isNewClient = !baseline.fingerprints.some((other) => other[1] === client);
  const novelty = isYoung(baseline) ? 0 : (isNewNetwork ? NOVELTY.network : 0) | (isNewClient ? NOVELTY.client : 0);
  return { ...addFingerprint(baseline, [network, client, minute, minute, 0, novelty, 0]), network, isNewNetwork };
}

function seeFingerprint(baseline: Baseline, index: number, known: KnownFingerprint, minute: number): Baseline {
  const [network, client, first, last, sessions, novelty, suspectUntil] = known;
  if (minute >= first && minute <= last) return baseline;
  const seen: KnownFingerprint = [
    network,
    client,
    Math.min(first, minute),
    Math.max(last, minute),
    sessions,
    novelty,
    suspectUntil,
  ];
  return { ...baseline, fingerprints: replaced(baseline.fingerprints, index, seen) };
}

/** A young account waits: everything is new to it. */
export function isYoung(baseline: Baseline): boolean {
  return baseline.sessions < GRACE_SESSIONS || baseline.newest - baseline.first < GRACE_DAYS * 86_400;
}

function namePlace(baseline: Baseline, event: EnrichedEvent): { baseline: Baseline; index: number } {
  const place = readPlace(event.place);
  if (place === undefined) return { baseline, index: -1 };
  const index = findPlace(baseline.places, place);
  return index === -1 ? addPlace(baseline, place, minuteOf(event.timeMs)) : { baseline, index };
}

function openSession(
  baseline: Baseline,
  event: EnrichedEvent,
  second: number,
  fingerprint: number,
  place: number,
  suspicious: boolean,
): Baseline {
  const flags =
    (suspicious ? SESSION.suspicious : 0) |
    (event.client.automation ? SESSION.automation : 0) |
    (event.type === 'login' ? SESSION.login : 0);
  return teachDue({ ...baseline, recent: insert(baseline.recent, [second, second, fingerprint, place, flags]) });
}
