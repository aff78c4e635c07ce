import type { components, paths } from './schema.js';

type Schemas = components['schemas'];

/** Who is signed in. */
export type Session = Schemas['SessionAnswer'];
/** Something that somebody should look at. */
export type Attention = Schemas['AttentionItem'];
/** What is configured, and how it is. */
export type Settings = Schemas['SettingsPageAnswer'];
export type Key = Schemas['KeyAnswer'];
export type Team = Schemas['TeamAnswer'];
export type User = Schemas['UserAnswer'];
export type AdminKey = Schemas['AdminKeyAnswer'];
/** A change, as the audit log has it. */
export type AuditEntry = Schemas['AuditAnswer'];
/** A budget in its present window; dollars. */
export type Budget = Schemas['BudgetAnswer'];
/** Sums of usage. */
export type Summary = paths['/admin/usage/summary']['get']['responses'][200]['content']['application/json'];
/** A request with all that was tried for it. */
export type UsageRequest =
  paths['/admin/usage/requests/{request_id}']['get']['responses'][200]['content']['application/json'];
/** One try of a request upstream, or its refusal. */
export type Attempt = UsageRequest['attempts'][number];
