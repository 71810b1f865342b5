import { expect, it } from 'vitest';
import { snowflake } from './snowflake.ts';

const LOGIN = Object(snowflake.sampleRecord);

it('keeps the id of a login that JSON can hold, and derives one where neighbours would share theirs', () => {
  const idOf = (json: string, second = 9) => {
    const record: unknown = { ...LOGIN, ...JSON.parse(json), EVENT_TIMESTAMP: `2026-03-02 08:14:0${second}.512 +0000` };
    const outcome = snowflake.normalise(record);
    return outcome.kind === 'events' ? outcome.events[0]?.id : undefined;
  };
  expect(idOf('{"EVENT_ID": 393754014361778}')).toBe('393754014361778');
  expect(idOf('{"EVENT_ID": "16592193114297019"}')).toBe('16592193114297019');
  // The same number to JSON.parse.
  expect(idOf('{"EVENT_ID": 16592193114297019}', 1)).not.toBe(idOf('{"EVENT_ID": 16592193114297020}', 2));
});

it('reads a query without its id, as collectors hand some on', () => {
  const query = {
    USER_NAME: 'OLA',
    QUERY_TYPE: 'GET_FILES',
    EXECUTION_STATUS: 'SUCCESS',
    p_event_time: '2026-03-02 08:14:09',
  };
  expect(snowflake.normalise(query)).toMatchObject({ events: [{ account: 'ola', operation: 'download' }] });
});
