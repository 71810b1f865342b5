import type { Alert, AlertStatus, VerdictSaid } from '../../domain/alert.ts';
import { defined } from '../defined.ts';

export interface AlertEdit {
  readonly status?: AlertStatus | undefined;
  /** An empty one takes the note away. */
  readonly note?: string | undefined;
  readonly verdict?: VerdictSaid | undefined;
}

/** The alert as an admin leaves it: what the edit does not name stays, an empty note takes the note away. */
export function edited(alert: Alert, edit: AlertEdit): Alert {
  const { note, ...rest }: Alert = { ...alert, ...defined(edit) };
  return note === undefined || note === '' ? rest : { ...rest, note };
}
