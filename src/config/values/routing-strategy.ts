import type { RoutingStrategy } from '../gateway-config.js';
import { oneOf } from './scalar-kinds.js';
import type { ScalarKind } from './scalar-kind.js';

/** What a file may call each strategy: LiteLLM's names, and the short ones. */
const STRATEGIES_BY_NAME = {
  'simple-shuffle': 'simple-shuffle',
  'least-busy': 'least-busy',
  'latency-based-routing': 'latency-based',
  'latency-based': 'latency-based',
  'usage-based-routing': 'usage-based',
  'usage-based-routing-v2': 'usage-based',
  'usage-based': 'usage-based',
  'cost-based-routing': 'cost-based',
  'cost-based': 'cost-based',
  order: 'order',
} as const satisfies Record<string, RoutingStrategy>;

const name = oneOf(Object.keys(STRATEGIES_BY_NAME) as (keyof typeof STRATEGIES_BY_NAME)[]);

/** A way of choosing among the deployments of a name. */
export const routingStrategy: ScalarKind<RoutingStrategy> = {
  ...name,
  read(value) {
    const reading = name.read(value);
    return 'value' in reading ? { value: STRATEGIES_BY_NAME[reading.value] } : reading;
  },
};
