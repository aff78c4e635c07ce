import type { ProblemList } from '../problem-list.js';
import type { Environment } from '../environment.js';
import type { ConfigNode } from '../yaml/config-node.js';

/** What the readers of the config file need beside the value that they read. */
export interface ReadContext {
  readonly environment: Environment;
  readonly problems: ProblemList;
}

/** Gives the value of a node, or undefined when it is empty or, once that is among the problems, wrong. */
export type ValueReader<T> = (node: ConfigNode, context: ReadContext) => T | undefined;

/** A value and the node that it was read from, for what is found wrong with it later. */
export interface Located<T> {
  readonly value: T;
  readonly node: ConfigNode;
}
