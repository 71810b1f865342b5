import { expect, it } from 'vitest';
import { salesforce } from './salesforce.ts';

/** A row of an event log file, without the time that newer files derive. */
const ROW = {
  TIMESTAMP: '20260302081409.512',
  REQUEST_ID: 'r-1',
  ORGANIZATION_ID: '00D000000000001',
  USER_ID: '005000000000001',
  USER_ID_DERIVED: '005000000000001AAA',
  CLIENT_IP: '192.0.2.10',
};
const bulk = (more: object) => salesforce.normalise({ ...ROW, EVENT_TYPE: 'BulkApi', ENTITY_TYPE: 'Account', ...more });

it('reads what jobs of the Bulk API did, with their rows', () => {
  expect(bulk({ OPERATION_TYPE: 'query', ROWS_PROCESSED: '150000' })).toMatchObject({
    events: [{ time: '2026-03-02T08:14:09.512Z', operation: 'download', count: 150_000, object: 'Account' }],
  });
  expect(bulk({ OPERATION_TYPE: 'hardDelete', ROWS_PROCESSED: '7' })).toMatchObject({
    events: [{ operation: 'delete', count: 7 }],
  });
  const results = { EVENT_TYPE: 'BulkApiResultEventStore', RECORDS_PROCESSED: 25_000 };
  expect(bulk(results)).toMatchObject({ events: [{ operation: 'download', count: 25_000 }] });
  expect(bulk({ ...results, OPERATION_TYPE: 'insert' })).toEqual({ kind: 'not-ours', why: 'no transfer' });
});

it('counts a job of version 2 when it is complete, and no job that moves nothing', () => {
  const second = { EVENT_TYPE: 'BulkApi2', OPERATION_TYPE: 'query' };
  const kinds = ['InProgress', 'UploadComplete', 'JobComplete'].map(
    (state) => bulk({ ...second, JOB_STATUS: state }).kind,
  );
  expect(kinds).toEqual(['not-ours', 'not-ours', 'events']);
  expect(bulk({ OPERATION_TYPE: 'close' }).kind).toBe('not-ours');
});

it('counts a login as somebody else as the administrator’s', () => {
  const event = {
    EventIdentifier: 'e-1',
    EventDate: '2026-03-02T08:14:09.000Z',
    UserId: '005000000000002AAA',
    Username: 'kari@example.com',
    DelegatedUsername: 'admin@example.com',
    LoginAsCategory: 'OrgAdmin',
    LoginType: 'Application',
    SourceIp: '192.0.2.10',
  };
  const expected = { events: [{ account: 'admin@example.com', factor: 'other', outcome: 'success' }] };
  expect(salesforce.normalise(event)).toMatchObject(expected);
  const streamed = { payload: event, event: { replayId: 1, EventApiName: 'LoginAsEventStream' } };
  expect(salesforce.normalise(streamed)).toMatchObject(expected);
});
