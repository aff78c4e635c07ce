import type { Scalar } from '../values/scalar-kind.js';
import type { ScalarNode } from '../yaml/config-node.js';
import type { ReadContext } from './read-context.js';

const PREFIX = 'os.environ/';

/** The variable that `os.environ/NAME` names, or undefined for a value of its own. */
export function referencedVariable(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim().startsWith(PREFIX)
    ? value.trim().slice(PREFIX.length)
    : undefined;
}

/** The scalar itself, or the value of the variable that it refers to; a missing variable is a problem. */
export function resolveReference(node: ScalarNode, context: ReadContext): Scalar | undefined {
  const variable = referencedVariable(node.value);
  if (variable === undefined) return node.value ?? undefined;
  const value = context.environment.get(variable);
  if (value !== undefined && value !== '') return value;
  const name = variable === '' ? 'NAME' : variable;
  context.problems.error(
    `${node.location}: ${node.path} is ${PREFIX}${variable}, and that variable is ${value === '' ? 'empty' : 'not set'}; set ${name} in the environment or in .env.`,
  );
  return undefined;
}
