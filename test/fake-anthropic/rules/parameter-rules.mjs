// @ts-check

/** @typedef {import('./rule-context.mjs').Rule} Rule */

const EMAIL_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE_NUMBER = /^\+\d[\d\s().-]{6,}$|^\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}$/;

/** @type {Rule} */
const hasVisibleStopSequences = ({ stop_sequences: sequences = [] }) =>
  sequences.some((/** @type {string} */ sequence) => sequence.trim() === '')
    ? 'stop_sequences: each stop sequence must contain non-whitespace'
    : undefined;

/** @type {Rule} */
const hasAnonymousUser = ({ metadata }) => {
  const userId = metadata?.user_id ?? '';
  if (EMAIL_ADDRESS.test(userId)) return 'metadata.user_id: user_id appears to contain an email address';
  if (PHONE_NUMBER.test(userId)) return 'metadata.user_id: user_id appears to contain a phone number';
  return userId.length > 256 ? 'metadata.user_id: String should have at most 256 characters' : undefined;
};

/** @type {ReadonlyArray<Rule>} */
export const PARAMETER_RULES = [hasVisibleStopSequences, hasAnonymousUser];
