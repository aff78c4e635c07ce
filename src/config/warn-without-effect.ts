import type { FileSettings } from './file/read-config-file.js';
import type { Located } from './file/read-context.js';
import type { ProblemList } from './problem-list.js';

/** Settings that are read and checked, so that a file keeps working, but that nothing acts upon yet. */
const SETTINGS = [
  'num_retries',
  'allowed_fails',
  'cooldown_time',
  'fallbacks',
  'context_window_fallbacks',
] as const;

/** Tells the operator which settings of the file do nothing in this version. */
export function warnWithoutEffect({ router, litellm }: FileSettings, problems: ProblemList): void {
  const { routing_strategy: strategy } = router;
  const settings: (Located<unknown> | undefined)[] = [
    strategy?.value === 'simple-shuffle' ? undefined : strategy,
    ...SETTINGS.map((name) => router[name]),
    ...SETTINGS.map((name) => litellm[name]),
  ];
  for (const setting of settings) {
    if (setting === undefined) continue;
    problems.warn(`${setting.node.location}: ${setting.node.path} has no effect in this version.`);
  }
}
