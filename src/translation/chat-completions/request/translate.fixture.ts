import { InvalidRequestError } from '../../../errors/gateway-error.js';
import { capabilitiesOf } from '../../model-capabilities.js';
import { translateRequest } from './translate-request.js';
import type { TranslatedRequest } from './translate-request.js';

interface FixtureOptions {
  model?: string;
  dropParams?: boolean;
}

/** For specs: translates a request that says hello unless its fields say otherwise; the body comes as it is sent. */
export function translate(fields: object = {}, options: FixtureOptions = {}): TranslatedRequest {
  const upstreamModel = options.model ?? 'claude-sonnet-4-6';
  const request = { model: 'asked-for', messages: [{ role: 'user', content: 'Hello' }], ...fields };
  const translated = translateRequest(request, {
    upstreamModel,
    capabilities: capabilitiesOf(upstreamModel),
    dropParams: options.dropParams ?? false,
    createdAtSeconds: 1_700_000_000,
  });
  return { ...translated, body: withoutUndefined(translated.body) };
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** For specs: the `param` of the 400 that the request ends in; fails when it is translated. */
export function paramRefusedIn(fields: object, options: FixtureOptions = {}): string | undefined {
  try {
    translate(fields, options);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.param;
    throw error;
  }
  throw new Error('The request was translated, although it should have been refused.');
}
