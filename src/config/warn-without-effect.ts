import type { FileSettings } from './file/read-config-file.js';
import type { ProblemList } from './problem-list.js';
import { ENFORCE_LIMITS } from './routing-settings.js';

/** Tells the operator what of the file is read, so that it keeps working, and does nothing in this version. */
export function warnWithoutEffect({ router, general }: FileSettings, problems: ProblemList): void {
  for (const { value, node } of router.optional_pre_call_checks?.value ?? []) {
    if (value === ENFORCE_LIMITS) continue;
    problems.warn(`${node.location}: ${node.path} has no effect in this version.`);
  }
  const interval = general.maximum_spend_logs_retention_interval;
  if (interval === undefined) return;
  problems.warn(
    `${interval.node.location}: ${interval.node.path} has no effect: old usage is looked for each hour.`,
  );
}
