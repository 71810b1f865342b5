import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MILLIS = 10;
/** Fields of /proc/<pid>/stat behind the name in parentheses: parent, user and system time (proc_pid_stat(5): 4, 14, 15). */
const [PARENT, USER, SYSTEM] = [1, 11, 12] as const;

/** Processor time of the workerd processes that this one started, in milliseconds; undefined where the system does not tell. */
export function workerdMillis(): number | undefined {
  let millis: number | undefined;
  for (const pid of processIds()) {
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!stat.includes('(workerd)') || fields[PARENT] !== String(process.pid)) continue;
    millis = (millis ?? 0) + TICK_MILLIS * (Number(fields[USER]) + Number(fields[SYSTEM]));
  }
  return millis;
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Processes come and go while they are listed. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
