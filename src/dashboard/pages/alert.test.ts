import { describe, expect, it } from 'vitest';
import { aCampaign, anOperatorZone, campaignAlerts, vismaAlert, vismaFindings } from '../../../test/support/alerts.ts';
import { elementsOf } from '../../../test/support/markup.ts';
import { viewer } from '../../../test/support/viewer.ts';
import { alertPage } from './alert.ts';
import { alertsPage } from './alerts.ts';

const origin = 'https://meridian.example.com';

describe('the alert', () => {
  const text = alertPage({ viewer, alert: vismaAlert(), campaign: aCampaign() });

  it('says what, how sure, when in both zones, and keeps the caveat', () => {
    for (const part of [
      '98 of 100',
      'very likely',
      '2,400 times better',
      'Fri 17 Aug 2018, 00:14 UTC',
      'Fri 17 Aug, 02:14 in Oslo (UTC+2)',
      'not an attribution',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    ['very likely somebody else', ['takeover-then-exfiltration', 'upload-burst']],
    ['very likely somebody else', ['operator-zone-shift']],
    ['very likely somebody else', ['new-client', 'new-destination']],
    ['very unlike this account, whoever did it', ['new-destination']],
    ['very unlike this account, whoever did it', ['upload-burst', 'new-network', 'archive-parts']],
  ] as const)('says "%s" of %j', (words, detections) => {
    const known: readonly string[] = detections;
    const findings = vismaFindings().filter(({ detection }) => known.includes(detection));
    const certain = elementsOf(alertPage({ viewer, alert: vismaAlert({ findings }) })).find(
      ({ attributes }) => attributes.class === 'sure',
    );
    expect(findings).toHaveLength(detections.length);
    expect(certain?.text).toContain(`98 of 100, ${words}.`);
  });

  it('is told apart from others in a row of tabs, by its account', () => {
    expect(elementsOf(text).find(({ name }) => name === 'title')?.text).toBe(
      'Taken over, and data leaving (ola@example.com) · Meridian',
    );
  });

  it('says when it opened, for the sessions that it tells of may be older', () => {
    const names = elementsOf(text).flatMap(({ name, text: words }) => (name === 'dt' ? [words] : []));
    expect(names.slice(0, 4)).toEqual(['Findings', 'Opened', 'Last sign', 'ATT&CK']);
  });

  it('draws no bytes where no sizes were told', () => {
    const findings = vismaFindings().map((finding) =>
      finding.evidence.kind === 'bytes' ? { ...finding, evidence: { ...finding.evidence, bytes: 0 } } : finding,
    );
    const alert = vismaAlert({ findings: findings.filter(({ evidence }) => evidence.kind !== 'chain') });
    expect(alertPage({ viewer, alert })).not.toContain('alert-bytes-0');
    expect(alertPage({ viewer, alert })).toContain('41 objects uploaded to it within 60 minutes');
  });

  it('draws hours, offsets and bytes, each for wide and narrow pages', () => {
    const ids = elementsOf(text).flatMap(({ name, attributes }) => (name === 'title' ? (attributes.id ?? []) : []));
    expect(ids).toEqual(
      ['hours', 'zone', 'bytes-0'].flatMap((id) => [`alert-${id}-wide-title`, `alert-${id}-narrow-title`]),
    );
  });

  it('has a form for every change of its life, each with the session mark', () => {
    const elements = elementsOf(text);
    const actions = elements.filter(({ name, attributes }) => name === 'button' && attributes.name === 'action');
    expect(actions.map(({ attributes }) => attributes.value)).toEqual([
      'note',
      'acknowledge',
      'resolve',
      'false-positive',
      'intrusion',
      'expected',
    ]);
    const posts = elements.filter(({ name, attributes }) => name === 'form' && attributes.method === 'post');
    const marks = elements.filter(({ attributes }) => attributes.name === 'csrf' && attributes.value === 'c5rf');
    expect(marks).toHaveLength(posts.length);
  });

  it('says of every button but that of the note what it teaches and does', () => {
    const elements = elementsOf(text);
    const helps = new Map(elements.map(({ attributes, text: words }) => [attributes.id, words]));
    const buttons = elements.filter(({ attributes }) => attributes.name === 'action' && attributes.value !== 'note');
    for (const { attributes } of buttons)
      expect(helps.get(attributes['aria-describedby'])).toMatch(/Teaches|stays learned/);
  });

  it('has one form, so that a note goes along with a verdict', () => {
    const elements = elementsOf(text);
    expect(elements.filter(({ attributes }) => attributes.action?.endsWith('/status'))).toHaveLength(1);
  });

  it.each([
    [{ verdict: 'intrusion' as const }, 'Marked as an intrusion on Fri 7 Sep 2018, 04:00 UTC'],
    [
      { verdict: 'expected' as const, until: '2018-12-24T23:59:59Z' },
      'Marked as expected until Mon 24 Dec 2018, 23:59 UTC on Fri 7 Sep 2018, 04:00 UTC',
    ],
  ])('keeps the verdict %o in sight', (said, words) => {
    const alert = vismaAlert({ verdict: { ...said, at: '2018-09-07T04:00:00Z' } });
    const line = elementsOf(alertPage({ viewer, alert })).find(({ attributes }) => attributes.class === 'said');
    expect(line?.text).toBe(words);
    expect(alertsPage({ viewer, filter: {}, alerts: [alert], origin })).toContain(`marked as`);
  });

  it.each([
    ['open', 'Act now.'],
    ['acknowledged', 'Somebody is on it.'],
    ['resolved', undefined],
    ['false-positive', undefined],
  ] as const)('asks of the one on call what fits an alert that is %s', (status, words) => {
    const page = alertPage({ viewer, alert: vismaAlert({ status }) });
    expect(elementsOf(page).find(({ attributes }) => attributes.class === 'urgency')?.text).toBe(words);
    expect(page.includes('Act now.')).toBe(status === 'open');
    expect(page.includes('What to do now')).toBe(words !== undefined);
  });

  it('says what to do about what the alert is named after, though something lighter has the higher score', () => {
    const findings = vismaFindings().map((finding) =>
      finding.detection === 'takeover-then-exfiltration' ? { ...finding, score: 80 } : finding,
    );
    const page = alertPage({ viewer, alert: vismaAlert({ findings }) });
    const [first] = elementsOf(page).filter(({ attributes }) => attributes.class === 'steps');
    expect(first?.text).toContain('Act now: end all sessions of the account');
  });

  it('reads the hours as its title does, here and in the list, and those of its campaign beside them', () => {
    const [, , hours] = vismaFindings();
    const evidence = aCampaign().evidence;
    if (hours?.evidence.kind !== 'hours' || evidence === undefined) throw new Error('no hours to copy');
    const newer = {
      ...hours,
      severity: 'medium' as const,
      time: '2018-09-06T06:00:00Z',
      operatorZone: anOperatorZone({ utcOffsetMinutes: 120, probability: 0.5 }),
      evidence: { ...hours.evidence, sessions: 20, likelihoodRatio: 9 },
    };
    const pooled = anOperatorZone({ utcOffsetMinutes: -240, probability: 0.61 });
    const campaign = { ...hours, detection: 'campaign' as const, score: 80, evidence, operatorZone: pooled };
    const alert = vismaAlert({ findings: [hours, newer, campaign], operatorZone: newer.operatorZone });
    const page = elementsOf(alertPage({ viewer, alert }));
    const certain = (elements: typeof page) => elements.find(({ attributes }) => attributes.class === 'sure')?.text;
    expect(certain(page)).toMatch(
      /The hours fit a day at UTC\+8 \(within an hour: 93%\), 2,400 times better than the account's own habit\. The hours of its campaign, taken together, fit a day at UTC−4 \(within an hour: 61%\)\.$/,
    );
    const keys = page.filter(({ attributes }) => attributes.class === 'keys').map(({ text: words }) => words);
    expect(keys.filter((words) => words.includes('08–18'))).toEqual([
      expect.stringContaining('08–18 at UTC+8'),
      expect.stringContaining('08–18 at UTC−4'),
    ]);
    expect(alertsPage({ viewer, filter: {}, alerts: [alert], origin })).toContain('day at UTC+8 (93%)');
    // Named after something else it tells the newest hours.
    const takenOver = { ...alert, findings: [...alert.findings, ...vismaFindings().slice(-1)] };
    expect(certain(elementsOf(alertPage({ viewer, alert: takenOver })))).toContain(
      'UTC+2 (within an hour: 50%), 9 times',
    );
  });

  it('tells the findings in the order of time', () => {
    const shuffled = vismaAlert({ findings: vismaFindings().toReversed() });
    const heads = elementsOf(alertPage({ viewer, alert: shuffled })).filter(
      ({ attributes }) => attributes.class === 'timeline-head',
    );
    const times = heads.map((head) => Date.parse(/\d+ \w+ 2018, \d\d:\d\d UTC/.exec(head.text)?.[0] ?? ''));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times).toHaveLength(8);
  });

  it('tells the same again and again once, with its first and last time', () => {
    const [first] = vismaFindings();
    const again = ['2018-08-18', '2018-08-20'].flatMap((day) =>
      first === undefined ? [] : [{ ...first, time: `${day}T00:00:00Z` }],
    );
    const heads = elementsOf(alertPage({ viewer, alert: vismaAlert({ findings: again }) })).filter(
      ({ attributes }) => attributes.class === 'timeline-head',
    );
    expect(heads).toHaveLength(1);
    expect(heads[0]?.text).toMatch(/× 2 .*Sat 18 Aug 2018.*until.*Mon 20 Aug 2018/);
  });

  it('counts the findings that are kept of those that were, here and in the list', () => {
    const alert = vismaAlert({ findingCount: 40 });
    const listed = (one: typeof alert) => alertsPage({ viewer, filter: {}, alerts: [one], origin });
    expect(alertPage({ viewer, alert })).toContain('8 of 40 kept: 1\u00a0critical');
    expect(text).toContain('<dd>1\u00a0critical');
    expect(listed(alert)).toContain('40 findings, 8 kept');
    expect(listed(vismaAlert())).toContain('<span>8 findings</span>');
  });

  it('says how many findings are not kept', () => {
    const said = (findingCount: number) => alertPage({ viewer, alert: vismaAlert({ findingCount }) });
    expect(said(40)).toContain('32 lighter findings of this alert are not kept.');
    expect(said(9)).toContain('1 lighter finding of this alert is not kept.');
  });

  it('names the events of a finding, where it has any', () => {
    const shown = (eventIds: string[]) =>
      elementsOf(
        alertPage({
          viewer,
          alert: vismaAlert({
            findings: vismaFindings()
              .slice(0, 1)
              .map((first) => ({ ...first, eventIds })),
          }),
        }),
      )
        .filter(({ attributes, text: words }) => attributes.class === 'small' && words.includes('of 100.'))
        .map(({ text: words }) => words.trim());
    expect(shown(['e1'])).toEqual(['T1078  Score 20 of 100. Event e1.']);
    expect(shown(['e1', 'e2'])).toEqual(['T1078  Score 20 of 100. Events e1, e2.']);
    expect(shown([])).toEqual(['T1078  Score 20 of 100.']);
  });

  it('gives a member of a campaign the way to it', () => {
    expect(text).toContain(`href="/campaigns#${aCampaign().id}"`);
  });
});

describe('the alert of a campaign', () => {
  it('draws the account beside all together, and where the pooled hours lie', () => {
    const campaign = aCampaign();
    const [own] = campaignAlerts();
    const [first] = own?.findings ?? [];
    const findings = [...(own?.findings ?? [])];
    if (first !== undefined && campaign.evidence !== undefined) {
      findings.push({
        ...first,
        detection: 'campaign',
        severity: 'high',
        evidence: campaign.evidence,
        operatorZone: anOperatorZone({ probability: 0.81 }),
      });
    }
    const alert = vismaAlert({ account: 'anne@example.com', findings });
    const elements = elementsOf(alertPage({ viewer, alert, campaign }));
    const rows = elements.filter(({ name, attributes }) => name === 'text' && attributes.class?.startsWith('row'));
    expect(rows.slice(0, 2).map(({ text }) => text)).toEqual(['anne@example.com', 'All together']);
    expect(elements.filter(({ attributes }) => attributes.id === 'alert-campaign-zone-wide-title')).toHaveLength(1);
  });
});
