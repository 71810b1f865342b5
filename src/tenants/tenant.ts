import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';

/** One customer company: settings, hashed tokens, alerts and campaigns. Never on the path of an ordinary event. */
export class Tenant extends DurableObject<Env> {}
