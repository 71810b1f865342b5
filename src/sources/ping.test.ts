import { expect, it } from 'vitest';
import { ping } from './ping.ts';

it('counts a flow of PingOne when it is over, not when it begins', () => {
  const outcome = (type: string) => ping.normalise({ ...Object(ping.sampleRecord), action: { type } }).kind;
  expect(['FLOW.CREATED', 'FLOW.COMPLETED', 'SESSION.CREATED'].map(outcome)).toEqual(['not-ours', 'events', 'events']);
});
