// @ts-check
import { ApiError, invalidRequest } from './api-error.mjs';

/** @typedef {import('./start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {Pick<import('./start-fake-anthropic.mjs').FakeAnthropicOptions, 'apiKeys' | 'oauthTokens' | 'allowBearerKeys'>} AcceptedCredentials */

const OAUTH_BETA = 'oauth-2025-04-20';
const ATTRIBUTION_PREFIX = 'x-anthropic-billing-header:';
const IDENTITY = /^You are (Claude Code|a Claude agent)\b/;

/**
 * Refuses a request without exactly one accepted credential. Returns which kind it carries.
 * @param {FakeRequest} request @param {AcceptedCredentials} accepted @returns {'api_key' | 'oauth'}
 */
export function checkCredential(request, accepted) {
  const sent = credentialHeaders(request);
  if (sent.length === 0) throw new ApiError(401, 'x-api-key header is required');
  if (sent.length > 1) throw new ApiError(401, 'Send one credential: x-api-key or authorization, once.');
  return request.headers['x-api-key'] === undefined
    ? checkBearer(request, accepted)
    : checkApiKey(request.headers['x-api-key'], accepted);
}

/** Node folds repeated headers into one, so repetition shows only in the raw list. @param {FakeRequest} request */
function credentialHeaders({ rawHeaders }) {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.filter((name) => name === 'x-api-key' || name === 'authorization');
}

/** @param {string} key @param {AcceptedCredentials} accepted @returns {'api_key'} */
function checkApiKey(key, { apiKeys, oauthTokens }) {
  const isAccepted = apiKeys ? apiKeys.includes(key) : !oauthTokens && key !== '';
  if (!isAccepted) throw new ApiError(401, 'invalid x-api-key');
  return 'api_key';
}

/** @param {FakeRequest} request @param {AcceptedCredentials} accepted @returns {'api_key' | 'oauth'} */
function checkBearer({ headers }, { apiKeys, oauthTokens, allowBearerKeys }) {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new ApiError(401, 'Invalid bearer token');
  if (allowBearerKeys && apiKeys?.includes(token)) return 'api_key';
  const isAccepted = oauthTokens ? oauthTokens.includes(token) : !apiKeys;
  if (!isAccepted) throw new ApiError(401, 'Invalid bearer token');
  if (!betasOf(headers).has(OAUTH_BETA)) {
    throw new ApiError(401, 'OAuth authentication is currently not supported.');
  }
  return 'oauth';
}

/** The values of `anthropic-beta`. @param {FakeRequest['headers']} headers @returns {Set<string>} */
export function betasOf(headers) {
  const values = (headers['anthropic-beta'] ?? '').split(',').map((value) => value.trim());
  return new Set(values.filter((value) => value !== ''));
}

/**
 * An OAuth login is for Claude Code only: the system prompt's first block, or the second after an attribution block,
 * has to say so.
 * @param {import('./start-fake-anthropic.mjs').JsonObject} body
 */
export function checkClaudeCodeIdentity({ system }) {
  const texts = typeof system === 'string' ? [system] : (system ?? []).map(textOf);
  const identity = texts[0]?.startsWith(ATTRIBUTION_PREFIX) ? texts[1] : texts[0];
  if (IDENTITY.test(identity ?? '')) return;
  throw invalidRequest(
    'This credential is only authorized for use with Claude Code and cannot be used for other API requests.',
  );
}

/** @param {{ text: string }} block */
function textOf(block) {
  return block.text;
}
