import type { Alert, AlertStatus, VerdictSaid } from '../../domain/alert.ts';
import { noteText } from '../../domain/note.ts';
import { defined } from '../defined.ts';

export interface AlertEdit {
  readonly status?: AlertStatus | undefined;
  /** An empty one takes the note away. */
  readonly note?: string | undefined;
  readonly verdict?: VerdictSaid | undefined;
}

/**
 * The alert as an admin leaves it: what the edit does not name stays, an empty note takes the note away. The very same object where
 * nothing changes; a verdict always does, for it is said anew.
 */
export function edited(alert: Alert, edit: AlertEdit): Alert {
  if (!changes(alert, edit)) return alert;
  const { note = '', ...rest }: Alert = { ...alert, ...defined(edit) };
  const kept = noteText(note);
  return kept === '' ? rest : { ...rest, note: kept };
}

const changes = ({ status, note = '' }: Alert, edit: AlertEdit): boolean =>
  edit.verdict !== undefined ||
  (edit.status ?? status) !== status ||
  (edit.note !== undefined && noteText(edit.note) !== note);
