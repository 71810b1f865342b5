import { describe, expect, it } from 'vitest';
import { vismaAlert } from '../../../test/support/alerts.ts';
import { edited } from './alert-edit.ts';

describe('what an admin changes of an alert', () => {
  const alert = vismaAlert({ note: 'asked him' });

  it('is what the edit names, and nothing else', () => {
    expect(edited(alert, {})).toEqual(alert);
    expect(edited(alert, { status: undefined, note: undefined })).toEqual(alert);
    const verdict = { verdict: 'intrusion', at: '2018-09-07T04:00:00Z' } as const;
    expect(edited(alert, { status: 'acknowledged', verdict })).toEqual({ ...alert, status: 'acknowledged', verdict });
    expect(edited({ ...alert, verdict }, { status: 'open' }).verdict).toEqual(verdict);
  });

  it('is nothing where the alert is so already, until a verdict is said again', () => {
    for (const same of [{}, { status: alert.status }, { note: 'asked him' }, { note: ' asked him\r\n' }])
      expect(edited(alert, same)).toBe(alert);
    const verdict = { verdict: 'expected', at: '2018-09-07T04:00:00Z' } as const;
    const again = { ...verdict, at: '2018-09-08T04:00:00Z' };
    expect(edited({ ...alert, verdict }, { verdict: again }).verdict).toEqual(again);
  });

  it('ends the lines of a note with LF, whoever sends it', () => {
    expect(edited(alert, { note: 'called\r\nhim\rtwice' }).note).toBe('called\nhim\ntwice');
  });

  it('takes the note away where it is empty', () => {
    expect(edited(alert, { note: '' })).toEqual(vismaAlert({ findings: alert.findings }));
    expect(edited(alert, { note: '' })).not.toHaveProperty('note');
  });
});
