import type { components, paths } from './schema.js';

type Schemas = components['schemas'];

/** Who is signed in. */
export type Session = Schemas['SessionAnswer'];
/** Something that somebody should look at. */
export type Attention = Schemas['AttentionItem'];
/** What is configured, and how it is. */
export type Settings = Schemas['SettingsPageAnswer'];
/** A budget in its present window; dollars. */
export type Budget = Schemas['BudgetAnswer'];
/** Sums of usage. */
export type Summary = paths['/admin/usage/summary']['get']['responses'][200]['content']['application/json'];
