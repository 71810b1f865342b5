import type { Message } from '../../src/delivery/index.ts';
import { vismaAlert } from './alerts.ts';

/** What channels are told. */

export type AlertMessage = Extract<Message, { kind: 'alert' }>;

export function told(overrides: Partial<AlertMessage['alert']> = {}, rest: Partial<AlertMessage> = {}): AlertMessage {
  const alert = vismaAlert(overrides);
  const incident = alert.campaign ?? alert.id;
  return { kind: 'alert', id: `msg_1_${alert.id}`, topic: 'opened', alert, incident, endsIncident: true, ...rest };
}
