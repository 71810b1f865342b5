import { expect, it } from 'vitest';
import { netskope } from './netskope.ts';

const PAGE = {
  type: 'connection',
  access_method: 'Client',
  app: 'Dropbox',
  appcategory: 'Cloud Storage',
  bypass_traffic: 'yes',
  ccl: 'high',
  client_bytes: 104_857_600,
  connection_id: 0,
  domain: 'dl-web.dropbox.com',
  server_bytes: 4_096,
  srcip: '192.0.2.10',
  timestamp: 1_772_439_249,
  traffic_type: 'CloudApp',
  transaction_id: 0,
  user: 'ola@example.com',
  userip: '10.0.0.5',
};

it('tells records without a transaction of their own apart by the id of the record', () => {
  const idOf = (record: object) => netskope.normalise({ ...PAGE, ...record });
  expect(idOf({ _id: 'a1' })).toMatchObject({ events: [{ id: 'a1/upload', bytes: 104_857_600 }] });
  expect(idOf({ _id: 'a2', activity: 'Upload', file_size: 7 })).toMatchObject({ events: [{ id: 'a2/upload' }] });
  expect(idOf({ _id: 'a3', transaction_id: '0' })).toMatchObject({ events: [{ id: 'a3/upload' }] });
  expect(idOf({ _id: 'a4', transaction_id: 7 })).toMatchObject({ events: [{ id: '7/upload' }] });
});

it('counts what a page event carried only where no application event tells of it', () => {
  const outcome = (record: object) => netskope.normalise({ ...PAGE, _id: 'a1', ...record }).kind;
  expect(outcome({ bypass_traffic: 'no' })).toBe('not-ours');
  expect(outcome({ bypass_traffic: undefined })).toBe('events');
  expect(outcome({ bypass_traffic: 'no', traffic_type: 'Web' })).toBe('events');
});
