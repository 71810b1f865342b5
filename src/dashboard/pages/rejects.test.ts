import { describe, expect, it } from 'vitest';
import { viewer } from '../../../test/support/viewer.ts';
import { rejectsPage } from './rejects.ts';

describe('the rejects', () => {
  it('count the records of a request from 1, as the command line counts lines', () => {
    const reject = {
      ...{ id: 'rej_1', source: 'okta', vendor: 'okta', receivedAt: '2018-09-07T00:00:00Z' },
      ...{ index: 0, path: '/id', reason: 'is required', raw: '{}' },
    };
    expect(rejectsPage({ viewer, rejects: [reject] })).toContain('record 1 of its request');
  });
});
