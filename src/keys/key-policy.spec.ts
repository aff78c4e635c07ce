import type { GatewayError } from '../errors/gateway-error.js';
import { grantOf } from './grant.fixture.js';
import type { KeyGrant } from './key-grant.js';
import { assertInForce, assertMayUse, mayUse, resolveAlias } from './key-policy.js';

const NOON = Date.parse('2026-03-01T12:00:00Z');

function refusalOf(act: () => void): Pick<GatewayError, 'status' | 'code' | 'param' | 'message'> {
  try {
    act();
  } catch (error) {
    const { status, code, param, message } = error as GatewayError;
    return { status, code, param, message };
  }
  throw new Error('It was not refused.');
}

const refuse = (grant: Partial<KeyGrant>, model: string) =>
  refusalOf(() => assertMayUse(grantOf(grant), model, NOON));

describe('a key', () => {
  it('works until the moment it expires, and is told when that was', () => {
    const grant = grantOf({ expiresAtMs: NOON });
    expect(() => assertInForce(grant, NOON - 1)).not.toThrow();
    expect(refusalOf(() => assertInForce(grant, NOON))).toMatchObject({
      status: 401,
      code: 'expired_api_key',
      message: expect.stringContaining('expired on 2026-03-01T12:00:00Z'),
    });
  });

  it.each(['key', 'team', 'user'] as const)('does not work while its %s is blocked', (blockedSubject) => {
    expect(refuse({ blockedSubject }, 'claude-x')).toMatchObject({
      status: 403,
      code: `${blockedSubject}_blocked`,
    });
  });

  it('without lists may use every model', () => {
    expect(mayUse(grantOf(), 'anything/at-all')).toBe(true);
  });

  it.each([
    [['claude-sonnet-4-5'], 'claude-sonnet-4-5', true],
    [['claude-sonnet-4-5'], 'claude-sonnet-4-5-20250929', false],
    [['claude-haiku-*', 'claude-sonnet-*'], 'claude-sonnet-4-5', true],
    [['claude-*'], 'claude_code_native/claude-sonnet-4-5', false],
    [['*'], 'claude_code_native/claude-sonnet-4-5', true],
    [['claude-*'], `claude-${'x'.repeat(300)}`, false],
  ])('with the models %j may use %s: %s', (models, model, isAllowed) => {
    expect(mayUse(grantOf({ models }), model)).toBe(isAllowed);
    expect(mayUse(grantOf({ teamModels: models }), model)).toBe(isAllowed);
    expect(mayUse(grantOf({ userModels: models }), model)).toBe(isAllowed);
  });

  it.each([
    [{ models: ['a'], teamModels: ['a', 'b'], userModels: ['a', 'b'] }, 'This API key'],
    [{ models: ['a', 'b'], teamModels: ['a'], userModels: ['a', 'b'] }, "This API key's team"],
    [{ models: ['a', 'b'], teamModels: ['a', 'b'], userModels: ['a'] }, "This API key's user"],
  ])('may use what it, its team and its user all allow; %j says who refuses', (grant, who) => {
    expect(mayUse(grantOf(grant), 'a')).toBe(true);
    expect(refuse(grant, 'b')).toEqual({
      status: 403,
      code: 'model_not_allowed',
      param: 'model',
      message: `${who} may not use the model "b". Allowed are: a.`,
    });
  });

  it('is told the first few models that are allowed', () => {
    const models = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
    expect(refuse({ models }, 'x').message).toContain('Allowed are: m1, m2, m3, m4, m5, ….');
  });

  it('calls models by its own names', () => {
    const grant = grantOf({ aliases: new Map([['fast', 'claude-haiku-4-5']]) });
    expect(resolveAlias(grant, 'fast')).toBe('claude-haiku-4-5');
    expect(resolveAlias(grant, 'claude-opus-4-5')).toBe('claude-opus-4-5');
    expect(resolveAlias(grant, 'constructor')).toBe('constructor');
  });

  it.each([['fast'], ['claude-haiku-*']])('may use an alias when its list has %s', (allowed) => {
    const aliases = new Map([['fast', 'claude-haiku-4-5']]);
    expect(mayUse(grantOf({ aliases, models: [allowed] }), 'fast')).toBe(true);
  });

  it('opens nothing by an alias that its team or user does not allow', () => {
    const aliases = new Map([['claude-haiku-4-5', 'claude-opus-4-5']]);
    expect(mayUse(grantOf({ aliases, teamModels: ['claude-haiku-*'] }), 'claude-haiku-4-5')).toBe(false);
    expect(mayUse(grantOf({ aliases, userModels: ['claude-haiku-*'] }), 'claude-haiku-4-5')).toBe(false);
  });
});
