import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { Failure } from '../shared/command.ts';

/** What `npm start` remembers beside the Worker's own state: a root token, and the demo tenant's tokens. For its owner only. */
const DemoState = v.object({
  rootToken: v.string(),
  tenant: v.optional(v.object({ tenant: v.string(), adminToken: v.string(), ingestToken: v.string() })),
  /** The scenario was streamed in, to its end. */
  replayed: v.optional(v.boolean(), false),
});
export type DemoState = v.InferOutput<typeof DemoState>;

const OWNER_ONLY = 0o600;
const fileIn = (folder: string): string => join(folder, 'demo.json');

export function readDemoState(folder: string): DemoState {
  const file = fileIn(folder);
  if (!existsSync(file)) return { rootToken: randomBytes(32).toString('base64url'), replayed: false };
  const parsed = v.safeParse(DemoState, JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Failure(`${file} is damaged; delete ${folder} to start anew`);
  return parsed.output;
}

/** Written beside and renamed, so that it is whole or absent. */
export function writeDemoState(folder: string, state: DemoState): void {
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 1)}\n`, { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
}

/** Two Workers on one state would corrupt it. Throws a Failure where another process holds the folder; the result lets go. */
export function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'process-id');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder !== process.pid && isRunning(holder))
    throw new Failure(`another Meridian (process ${holder}) runs on ${folder}`);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isRunning(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
