import type { RoutingStrategy } from '../gateway-config.js';
import { routingStrategy } from '../values/routing-strategy.js';
import { text } from '../values/scalar-kinds.js';
import type { ConfigNode } from '../yaml/config-node.js';
import type { Located, ReadContext, ValueReader } from './read-context.js';
import { readSection } from './read-section.js';
import { anyNode, itemsOf, listOf, scalar } from './value-readers.js';

/** Model names that have a strategy of their own. */
export interface RoutingGroup {
  readonly models: readonly Located<string>[];
  readonly strategy: RoutingStrategy;
}

const GROUP_ROWS = {
  group_name: scalar(text),
  models: listOf(text),
  routing_strategy: scalar(routingStrategy),
  routing_strategy_args: anyNode,
};

/** `[{ group_name, models: [a, b], routing_strategy }]`, as LiteLLM has it. */
export const readRoutingGroups: ValueReader<readonly RoutingGroup[]> = (node, context) =>
  itemsOf(node, context).flatMap((item) => readGroup(item, context) ?? []);

function readGroup(node: ConfigNode, context: ReadContext): RoutingGroup | undefined {
  const errorsBefore = context.problems.errors.length;
  const { models, routing_strategy, routing_strategy_args: args } = readSection(node, GROUP_ROWS, context);
  if (args !== undefined) {
    context.problems.warn(`${args.node.location}: ${args.node.path} has no effect in this version.`);
  }
  if (models !== undefined && routing_strategy !== undefined) {
    return { models: models.value, strategy: routing_strategy.value };
  }
  if (context.problems.errors.length === errorsBefore) {
    const missing = models === undefined ? 'models' : 'routing_strategy';
    context.problems.error(
      `${node.location}: ${node.path} has no ${missing}; write {models: [MODEL_NAME], routing_strategy: least-busy}.`,
    );
  }
  return undefined;
}
