import { LOCAL_STATE } from './local/folders.ts';
import { portOf } from './local/port.ts';
import type { LocalWorker } from './local/worker.ts';
import { createCommand, EXIT_FAILED, runCommand } from './shared/command.ts';
import { awaitAlerts, demoTenant, missing, replayScenario } from './start/demo.ts';
import { holdFolder, readDemoState, writeDemoState } from './start/demo-state.ts';

interface Options {
  readonly exit?: true;
  readonly state: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const command = createCommand(
  'start',
  'Runs Meridian on this machine, with a demo tenant and the Visma scenario in it.',
)
  .option('--exit', 'end after the scenario; exit code 1 where the expected alerts did not come')
  .option('--state <folder>', 'where the state is kept', LOCAL_STATE)
  .addHelpText('after', '\nPORT=8080 npm start listens on another port; 0 takes any free one.')
  .action(start);

let worker: LocalWorker | undefined;
let letGo: () => void = () => {};

async function start({ exit, state: folder }: Options): Promise<void> {
  const { port } = portOf(process.env.PORT);
  letGo = holdFolder(folder);
  listenForSignals();
  try {
    const state = readDemoState(folder);
    writeDemoState(folder, state);
    say('Building the Worker …');
    // Loaded here: wrangler and Miniflare take a second, and a wrong argument should be told at once.
    const { startLocalWorker } = await import('./local/worker.ts');
    worker = await startLocalWorker({ port, folder, rootToken: state.rootToken });
    listenForSignals();
    const { url } = worker;
    const known = await demoTenant(url, folder, state);
    const isFilled = state.replayed && state.tenant?.adminToken === known.adminToken;
    if (isFilled) say('The scenario is in it from an earlier start.');
    else {
      say('Streaming the Visma scenario into it …');
      await replayScenario(url, known.ingestToken);
      writeDemoState(folder, { ...state, tenant: known, replayed: true });
    }
    const alerts = await awaitAlerts(url, known.adminToken);
    const { alertSummary } = await import('./shared/alert-table.ts');
    process.stdout.write(alertSummary(alerts));
    const lacking = missing(alerts);
    if (lacking !== undefined) {
      say(lacking);
      process.exitCode = EXIT_FAILED;
    }
    if (exit) return await stop();
    process.exitCode = 0;
    process.stdout.write(welcome(url, known.adminToken, known.ingestToken));
  } catch (error) {
    await worker?.stop();
    letGo();
    throw error;
  }
}

/** We alone: Miniflare, once started, would end the process at a signal before workerd has ended. */
function listenForSignals(): void {
  for (const signal of SIGNALS) process.removeAllListeners(signal).on(signal, stopOnce);
}

/** Ends the Worker and this process; a second signal does not wait. */
let isStopping = false;
function stopOnce(): void {
  if (isStopping) process.exit(EXIT_FAILED);
  isStopping = true;
  void stop();
}

async function stop(): Promise<void> {
  await worker?.stop();
  letGo();
  process.exit(process.exitCode ?? 0);
}

const welcome = (url: string, adminToken: string, ingestToken: string): string => `
The page       ${url}/
Sign in with   ${adminToken}
Send events    curl ${url}/v1/events -H 'Authorization: Bearer ${ingestToken}' --data-binary @events.ndjson
Ctrl-C stops it; its state is kept.
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

await runCommand(command);
