import type { RoutingStrategy } from '../../config/gateway-config.js';
import { byOrder } from './by-order.js';
import { costBased } from './cost-based.js';
import { latencyBased } from './latency-based.js';
import { leastBusy } from './least-busy.js';
import { simpleShuffle } from './simple-shuffle.js';
import type { Strategy } from './strategy.js';
import { usageBased } from './usage-based.js';

export const STRATEGIES: Readonly<Record<RoutingStrategy, Strategy>> = {
  'simple-shuffle': simpleShuffle,
  'least-busy': leastBusy,
  'latency-based': latencyBased,
  'usage-based': usageBased,
  'cost-based': costBased,
  order: byOrder,
};
