import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where syslog-ng is installed; undefined on a machine without it. Debian: `syslog-ng-core` and `syslog-ng-mod-http`. */
export const SYSLOG_NG = ['/usr/sbin', ...(process.env.PATH ?? '').split(delimiter)]
  .map((folder) => join(folder, 'syslog-ng'))
  .find(existsSync);

export interface SyslogNg {
  /** What it said so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Runs it in the foreground on files of its own in a folder, with nothing of the system's configuration. */
export function startSyslogNg(folder: string, configuration: string): SyslogNg {
  const file = (name: string) => join(folder, name);
  writeFileSync(file('syslog-ng.conf'), configuration);
  const options = ['--foreground', '--stderr', '--no-caps', `--cfgfile=${file('syslog-ng.conf')}`];
  const own = [`--persist-file=${file('persist')}`, `--pidfile=${file('pid')}`, `--control=${file('control')}`];
  const child: ChildProcess = spawn(SYSLOG_NG ?? 'syslog-ng', [...options, ...own]);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (log += String(chunk)));
  return {
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
