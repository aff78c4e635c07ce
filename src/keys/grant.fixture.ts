import type { KeyGrant } from './key-grant.js';

/** A grant that limits nothing but what is given. */
export function grantOf(grant: Partial<KeyGrant> = {}): KeyGrant {
  return {
    keyId: 'key-1',
    models: [],
    teamModels: [],
    userModels: [],
    aliases: new Map(),
    limits: [],
    budgets: [],
    softBudgets: [],
    ...grant,
  };
}
