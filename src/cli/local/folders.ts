import { fileURLToPath } from 'node:url';

const inProject = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const PROJECT = inProject('.');
export const WRANGLER_CONFIG = inProject('wrangler.toml');
/** What `npm start` keeps: the Worker's state, its build, and the tokens of the demo tenant. Deleting it starts anew. */
export const LOCAL_STATE = inProject('.meridian');
export const DEV_VARIABLES = inProject('.dev.vars');
export const SCENARIO = inProject('fixtures/scenarios/visma-2018.ndjson');
