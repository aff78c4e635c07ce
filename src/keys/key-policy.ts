import { matchesModelPattern } from '../config/model-pattern.js';
import { AuthenticationError, PermissionDeniedError } from '../errors/gateway-error.js';
import type { GrantSubject, KeyGrant } from './key-grant.js';

/** No model is called by more letters; matching wildcards takes time that grows with them. */
const LONGEST_NAME = 256;
const MOST_NAMES_SHOWN = 5;

/** Whose block a caller meets, as people read it. */
const BLOCKED_MESSAGES: Record<GrantSubject, string> = {
  key: 'This API key is blocked.',
  team: "This API key's team is blocked.",
  user: "This API key's user is blocked.",
};

/**
 * The key can be used at this time.
 *
 * @throws AuthenticationError code `expired_api_key`; PermissionDeniedError code `key_blocked`, `team_blocked` or
 * `user_blocked`.
 */
export function assertInForce({ expiresAtMs, blockedSubject }: KeyGrant, nowMs: number): void {
  if (expiresAtMs !== undefined && nowMs >= expiresAtMs) {
    const expiredOn = new Date(expiresAtMs).toISOString().replace('.000Z', 'Z');
    throw new AuthenticationError({
      message: `The API key expired on ${expiredOn}. Ask whoever gave it out for a new one.`,
      code: 'expired_api_key',
    });
  }
  if (blockedSubject !== undefined) {
    throw new PermissionDeniedError({
      message: `${BLOCKED_MESSAGES[blockedSubject]} Ask whoever gave it out.`,
      code: `${blockedSubject}_blocked`,
    });
  }
}

/**
 * The key is in force, and it, its team and its user may all use the model that is asked for.
 *
 * @throws what `assertInForce` throws; PermissionDeniedError code `model_not_allowed`, naming who refuses and what is
 * allowed.
 */
export function assertMayUse(grant: KeyGrant, model: string, nowMs: number): void {
  assertInForce(grant, nowMs);
  const refusing = refusingSubject(grant, model);
  if (refusing === undefined) return;
  throw new PermissionDeniedError({
    message: `${OWNERS[refusing]} may not use the model "${model.slice(0, 200)}". Allowed are: ${describeModels(modelsOf(grant, refusing))}.`,
    code: 'model_not_allowed',
    param: 'model',
  });
}

/** Whether key, team and user all allow a model; for lists of what a caller can use. */
export function mayUse(grant: KeyGrant, model: string): boolean {
  return refusingSubject(grant, model) === undefined;
}

/** What the gateway knows a model by that the caller may call by the key's own name. */
export function resolveAlias({ aliases }: KeyGrant, model: string): string {
  return aliases.get(model) ?? model;
}

const OWNERS: Record<GrantSubject, string> = {
  key: 'This API key',
  team: "This API key's team",
  user: "This API key's user",
};

/**
 * A key's list may name its aliases or what they stand for. Lists of teams and users are about what they stand for
 * alone: else an alias of the key would open what the team does not.
 */
function refusingSubject(grant: KeyGrant, asked: string): GrantSubject | undefined {
  const model = resolveAlias(grant, asked);
  if (!allows(grant.models, asked) && !allows(grant.models, model)) return 'key';
  if (!allows(grant.teamModels, model)) return 'team';
  return allows(grant.userModels, model) ? undefined : 'user';
}

function allows(patterns: readonly string[], model: string): boolean {
  if (patterns.length === 0 || patterns.includes(model)) return true;
  return model.length <= LONGEST_NAME && patterns.some((pattern) => matchesModelPattern(pattern, model));
}

function modelsOf(grant: KeyGrant, subject: GrantSubject): readonly string[] {
  return { key: grant.models, team: grant.teamModels, user: grant.userModels }[subject];
}

function describeModels(models: readonly string[]): string {
  return models.slice(0, MOST_NAMES_SHOWN).join(', ') + (models.length > MOST_NAMES_SHOWN ? ', …' : '');
}
