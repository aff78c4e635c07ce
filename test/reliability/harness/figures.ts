import { appendFileSync } from 'node:fs';

const { FIGURES_FILE, LONG } = process.env;

/** Scenarios have a short form, for every test run, and a long one with `LONG=1`, whose figures can be quoted. */
export const IS_LONG = LONG === '1';

/** Tells what a scenario measured, in one line; `scripts/test-reliability.mjs` shows these lines last of all. */
export function quote(scenario: string, figures: string): void {
  const line = `${scenario}: ${figures}`;
  if (FIGURES_FILE !== undefined) appendFileSync(FIGURES_FILE, `${line}\n`);
  else if (IS_LONG) console.info(line);
}

/** The value that this share of some values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** `$0.9984` */
export function dollars(nanoUsd: number): string {
  return `$${nanoUsd / 1e9}`;
}
