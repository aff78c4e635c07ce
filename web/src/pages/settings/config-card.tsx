import { FactsCard } from './facts-card.js';
import { factValue } from './fact-value.js';

interface ConfigCardProps {
  /** A section of the configuration file, such as `router_settings`. */
  section: string;
  settings: unknown;
}

/** A section of the configuration, under the names that it has in the file. */
export function ConfigCard({ section, settings }: ConfigCardProps) {
  const facts = Array.isArray(settings)
    ? settings.map(itemFact)
    : Object.entries(settings ?? {}).map(settingFact);
  return <FactsCard title={section} facts={facts.length === 0 ? [['', 'nothing']] : facts} />;
}

function settingFact([name, value]: [string, unknown]) {
  return [name, factValue(value)] as const;
}

/** An entry of a list, such as a model; what is not set is left out. */
function itemFact(item: unknown, index: number) {
  const { model_name = index + 1, ...rest } = item as Record<string, unknown>;
  return [`${index + 1}. ${String(model_name)}`, factValue(withoutNulls(rest))] as const;
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const set = Object.entries(value)
    .map(([name, member]) => [name, withoutNulls(member)] as const)
    .filter(([, member]) => member !== null && !isEmpty(member));
  return Object.fromEntries(set);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
