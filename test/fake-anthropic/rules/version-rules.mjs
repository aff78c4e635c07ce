// @ts-check
import { allBlocks } from './content-blocks.mjs';

/** @typedef {import('./rule-context.mjs').Rule} Rule */

const REMOVED_FIELDS = ['temperature', 'top_p', 'top_k'];

/** @type {Rule} */
const hasNoRemovedField = (body, { version }) => {
  if (version !== '2026-10-21') return undefined;
  const field = REMOVED_FIELDS.find((name) => name in body);
  return field && `${field}: Extra inputs are not permitted`;
};

/** @type {Rule} */
const hasNoUserCitations = ({ messages }, { version }) => {
  if (version !== '2026-10-21') return undefined;
  const userMessages = messages.filter(
    (/** @type {import('../start-fake-anthropic.mjs').JsonObject} */ { role }) => role === 'user',
  );
  const cited = allBlocks({ messages: userMessages }).some(({ block }) => block.citations?.length > 0);
  return cited ? 'messages: text blocks of a user message must not have citations' : undefined;
};

/** What API version 2026-10-21 no longer takes. @type {ReadonlyArray<Rule>} */
export const VERSION_RULES = [hasNoRemovedField, hasNoUserCitations];
