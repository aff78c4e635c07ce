import type { ModelRow } from '../model-table.mjs';
import type { JsonObject } from '../start-fake-anthropic.mjs';

/** What a rule may know besides the body. */
export interface RuleContext {
  /** The request's `anthropic-version`. */
  version: string;
  betas: ReadonlySet<string>;
  model: ModelRow;
}

/** What is wrong with a body of the right shape, in the API's words; undefined when nothing is. */
export type Rule = (body: JsonObject, context: RuleContext) => string | undefined;
