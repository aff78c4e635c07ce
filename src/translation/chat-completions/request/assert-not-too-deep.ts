import type { JsonObject } from '../../wire/openai-chat.js';
import { MAX_NESTING } from './limits.js';
import { invalid, isDeeperThan } from './read-json.js';

/**
 * For requests that were never JSON text, whose depth nothing has limited: what reads them would exhaust the stack.
 *
 * @throws InvalidRequestError that names the field.
 */
export function assertNotTooDeep(request: JsonObject): void {
  for (const [name, value] of Object.entries(request)) {
    if (isDeeperThan(value, MAX_NESTING)) {
      throw invalid(name, `"${name}" is nested more than ${MAX_NESTING} levels deep.`);
    }
  }
}
