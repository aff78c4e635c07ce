import type { Terminal } from '../terminal/terminal.js';
import { formatCount, formatDollars, formatTime } from '../terminal/format-values.js';
import { renderTable } from '../terminal/render-table.js';
import type { ApiKey } from './api-key.js';

/** Teams and users by their ids. */
export type Names = ReadonlyMap<string, string>;

const NONE = '-';

const COLUMNS = [
  { title: 'NAME' },
  { title: 'KEY' },
  { title: 'STATUS' },
  { title: 'TEAM' },
  { title: 'USER' },
  { title: 'MODELS' },
  { title: 'SPEND', isNumber: true },
  { title: 'BUDGET', isNumber: true },
  { title: 'EXPIRES' },
  { title: 'ID' },
];

/** Keys, one a row. */
export function keyTable(keys: readonly ApiKey[], names: Names, terminal: Terminal): string {
  const rows = keys.map((key) => [
    key.name ?? NONE,
    key.key_preview,
    key.status,
    nameOf(key.team_id, names),
    nameOf(key.user_id, names),
    modelsOf(key),
    formatDollars(key.spend),
    mainBudgetOf(key),
    timeOf(key.expires_at),
    key.id,
  ]);
  return renderTable(COLUMNS, rows, terminal);
}

/** One key with everything that is set on it, one thing a row. */
export function keyCard(key: ApiKey, names: Names, terminal: Terminal): string {
  const rows = [
    ['id', key.id],
    ['name', key.name ?? NONE],
    ['key', key.key_preview],
    ['status', key.status],
    ['team', nameOf(key.team_id, names)],
    ['user', nameOf(key.user_id, names)],
    ['models', modelsOf(key)],
    ['aliases', pairsOf(key.aliases)],
    ['spend', `${formatDollars(key.spend)}${resetOf(key)}`],
    ['budgets', budgetsOf(key)],
    ['soft budget', key.soft_budget === null ? NONE : formatDollars(key.soft_budget)],
    ['requests a minute', limitOf(key.rpm_limit)],
    ['tokens a minute', limitOf(key.tpm_limit)],
    ['requests at once', limitOf(key.max_parallel_requests)],
    ['expires', timeOf(key.expires_at)],
    ['key before it works until', timeOf(key.previous_key_expires_at)],
    ['metadata', pairsOf(key.metadata)],
    ['created', timeOf(key.created_at)],
  ];
  return renderTable([{ title: 'FIELD' }, { title: 'VALUE' }], rows, terminal);
}

function nameOf(id: string | null, names: Names): string {
  return id === null ? NONE : (names.get(id) ?? id);
}

function modelsOf({ models }: ApiKey): string {
  return models.length === 0 ? 'all' : models.join(', ');
}

function budgetsOf(key: ApiKey): string {
  const budgets = [mainBudgetOf(key), ...key.budget_limits.map((limit) => budgetOf(limit))];
  return budgets.filter((budget) => budget !== NONE).join(', ') || NONE;
}

function mainBudgetOf({ max_budget, budget_duration }: ApiKey): string {
  return max_budget === null ? NONE : budgetOf({ max_budget, budget_duration });
}

function budgetOf({ max_budget, budget_duration }: ApiKey['budget_limits'][number]): string {
  return `${formatDollars(max_budget)}${budget_duration === null ? '' : `/${budget_duration}`}`;
}

function resetOf({ budget_reset_at }: ApiKey): string {
  return budget_reset_at === null
    ? ''
    : ` (since its budget began anew; next at ${formatTime(budget_reset_at)})`;
}

function limitOf(limit: number | null): string {
  return limit === null ? NONE : formatCount(limit);
}

function timeOf(time: string | null): string {
  return time === null ? NONE : formatTime(time);
}

function pairsOf(pairs: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(pairs).map(([name, value]) => `${name}=${textOf(value)}`);
  return texts.join(', ') || NONE;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
