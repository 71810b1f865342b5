/** Logons that Windows records, as Elastic's agents and producers of OCSF hand them on: whose they are, and whether somebody sat there. */

/** Computers (`LAPTOP-1$`), managed service accounts (which end so too), and the accounts of Windows' own services and window managers. */
const MACHINE = /\$$|^(?:local|network) service$|^(?:dwm|umfd)-\d+$/;

/** Whether this account, in lower case, is one of Windows' own. */
export const isMachine = (account: string | undefined): boolean => account !== undefined && MACHINE.test(account);

/**
 * At the keyboard, or at that of a remote session: numbers and names of `SECURITY_LOGON_TYPE`. Of the others Network comes with every
 * file share that a program opens, Batch and Service with every task.
 */
const AT_KEYBOARD =
  /^(?:2|7|1[0-3]|interactive|unlock|remote ?interactive|cached ?(?:interactive|remote ?interactive|unlock))$/i;

/** Whether a logon of this type is made by somebody who is present; undefined where no type is given. */
export const isAtKeyboard = (logonType: string | undefined): boolean | undefined =>
  logonType === undefined ? undefined : AT_KEYBOARD.test(logonType);
