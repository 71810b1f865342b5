import * as v from 'valibot';

/**
 * An object of an admin's request: a key that it does not know is refused by name, where `v.object` would drop it. Whoever has
 * misspelt a setting believes that it is in force. Of what is stored, and of events, unknown keys are left out all the same.
 * @param refused what is said of such a key
 */
export const exactly = <E extends v.ObjectEntries>(entries: E, refused = 'no such field') =>
  v.strictObject(entries, (issue) => (issue.expected === UNKNOWN_KEY ? refused : issue.message));

/** What valibot expects in the place of a key that it does not know. */
const UNKNOWN_KEY = 'never';
