/** What tests of pages, pictures and channels are made of: the model case, and what an attacker might write into it. */

export { HOSTILE } from './hostile.ts';
export * from './model-case/alerts.ts';
export * from './model-case/campaigns.ts';
export * from './model-case/evidence.ts';
