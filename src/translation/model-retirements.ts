/**
 * The days on which Anthropic retires models from its own API, as it has announced them:
 * https://platform.claude.com/docs/en/about-claude/model-deprecations. A model without a row has no announced day.
 */
const RETIREMENT_BY_MODEL: ReadonlyMap<string, string> = new Map([
  ['claude-2.0', '2025-07-21'],
  ['claude-2.1', '2025-07-21'],
  ['claude-3-sonnet', '2025-07-21'],
  ['claude-3-5-sonnet', '2025-10-28'],
  ['claude-3-opus', '2026-01-05'],
  ['claude-3-7-sonnet', '2026-02-19'],
  ['claude-3-5-haiku', '2026-02-19'],
  ['claude-3-haiku', '2026-04-20'],
  ['claude-sonnet-4', '2026-06-15'],
  ['claude-opus-4', '2026-06-15'],
  ['claude-opus-4-1', '2026-08-05'],
]);

/** The day, such as `2026-08-05`, on which a model goes, by upstream's name; undefined: none is announced. */
export function retirementOf(model: string): string | undefined {
  return RETIREMENT_BY_MODEL.get(model.replace(/(?:[-@]\d{8}|-latest|-0)$/, ''));
}
