import { describe, expect, it } from 'vitest';
import { vismaAlert } from '../../../test/support/alerts.ts';
import { ocsfOf } from './ocsf.ts';

describe('an alert as an OCSF Detection Finding', () => {
  const at = '2018-09-07T04:00:00Z';
  const until = '2018-10-07T04:00:00Z';
  const finding = (more: Parameters<typeof vismaAlert>[0]) => ocsfOf(vismaAlert(more), '1');

  it('says with the profile of incidents what an admin said that it was', () => {
    expect(finding({ verdict: { verdict: 'intrusion', at } })).toMatchObject({
      verdict_id: 2,
      verdict: 'True Positive',
      unmapped: { verdict: { verdict: 'intrusion', at } },
    });
    expect(finding({ status: 'resolved', verdict: { verdict: 'expected', until, at } })).toMatchObject({
      verdict_id: 5,
      verdict: 'Benign',
      unmapped: { verdict: { verdict: 'expected', until, at }, operator_zone: { utcOffsetMinutes: 480 } },
    });
    for (const verdict of [undefined, { verdict: 'expected', at } as const])
      expect(finding({ status: 'false-positive', ...(verdict && { verdict }) })).toMatchObject({
        verdict_id: 1,
        verdict: 'False Positive',
      });
    expect(finding({}).metadata).toMatchObject({ version: '1.4.0', profiles: expect.arrayContaining(['incident']) });
  });

  it('says nothing of a verdict where there is none', () => {
    const open = finding({});
    expect(open).not.toHaveProperty('verdict_id');
    expect(open).not.toHaveProperty('verdict');
    expect(open.unmapped).not.toHaveProperty('verdict');
  });
});
