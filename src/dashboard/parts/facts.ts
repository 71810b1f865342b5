import type { Evidence, FingerprintSeen } from '../../domain/evidence.ts';
import { DETECTION_IDS } from '../../domain/finding.ts';
import { amountWords, directionWords, habitWords, spanWords } from '../charts/bytes-chart.ts';
import { formatCount, formatRatio, formatUtc } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { titleOf } from './notes.ts';

/** The evidence of a finding as names and values. */

export interface Fact {
  readonly name: string;
  readonly values: readonly string[];
}

const MOST_VALUES = 12;

export function factsOf(evidence: Evidence): Fact[] {
  switch (evidence.kind) {
    case 'hours':
      return [
        fact('Sessions', `${formatCount(evidence.sessions)} since ${formatUtc(evidence.since)}`),
        fact('Likelihood ratio', `${formatRatio(evidence.likelihoodRatio)} to 1 against the account's own habit`),
        fact('Fingerprints', ...evidence.fingerprints.map(fingerprintWords)),
      ];
    case 'bytes':
      return [
        fact('Store', evidence.service),
        fact('Amount', `${amountWords(evidence)} ${directionWords(evidence.operation)} it ${spanWords(evidence)}`),
        fact('Habit', habitWords(evidence)),
        fact('Client', ...optional(evidence.client)),
        fact('Objects', ...(evidence.objects ?? [])),
      ];
    case 'travel':
      return [
        fact('To', `${evidence.to.place}, ${evidence.to.network}, ${evidence.to.client}`),
        fact(
          'From',
          ...optional(evidence.from && `${evidence.from.place}, ${evidence.from.network}, ${evidence.from.client}`),
        ),
        fact('Home zones', ...evidence.homeZones),
      ];
    case 'novelty':
      return [
        fact(`New ${evidence.what}`, evidence.value),
        fact('Usual', ...evidence.usual),
        fact('Fingerprint', ...optional(evidence.fingerprint && fingerprintWords(evidence.fingerprint))),
        fact('Objects', ...(evidence.objects ?? [])),
      ];
    case 'chain':
      return [
        fact(
          'Suspicious before',
          ...evidence.suspicion.map(
            ({ detection, time, summary }) => `${formatUtc(time)}: ${nameOf(detection)}. ${summary}`,
          ),
        ),
        ...factsOf(evidence.bytes),
        fact('Fingerprint', ...optional(evidence.fingerprint && fingerprintWords(evidence.fingerprint))),
      ];
    case 'campaign':
      return [fact('Accounts', ...evidence.accounts), fact('Shared', ...evidence.shared.map(fingerprintWords))];
  }
}

const fact = (name: string, ...values: string[]): Fact => ({ name, values });
const optional = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

function nameOf(detection: string): string {
  const known = DETECTION_IDS.find((id) => id === detection);
  return known === undefined ? detection : titleOf(known);
}

export const fingerprintWords = ({ network, client, firstSeen }: FingerprintSeen): string =>
  `${client} on ${network}${firstSeen === undefined ? '' : `, first seen ${formatUtc(firstSeen)}`}`;

export function factList(facts: readonly Fact[]): Markup {
  const told = facts.filter(({ values }) => values.length > 0);
  if (told.length === 0) return NOTHING;
  return html`<dl class="facts">${told.map(
    ({ name, values }) =>
      html`<div><dt>${name}</dt>${values.slice(0, MOST_VALUES).map((value) => html`<dd><bdi>${value}</bdi></dd>`)}${
        values.length > MOST_VALUES ? html`<dd>and ${formatCount(values.length - MOST_VALUES)} more</dd>` : NOTHING
      }</div>`,
  )}</dl>`;
}
