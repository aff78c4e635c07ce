import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';

import { anchors, readDocument } from '../examples/markdown.js';
import { PROJECT_ROOT } from '../examples/example-files.js';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}

interface Panel {
  id: number;
  type: string;
  title: string;
  targets?: { expr: string }[];
}

const { groups } = parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('deploy/grafana/dashboards/tollgate.json')) as { panels: Panel[] };
const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

describe('the alerts and the dashboard', () => {
  it('ask only for metrics that there are', async () => {
    const known = new Set(['up', ...documentedMetrics(), ...(await processMetrics())]);
    const asked = [...rules.map(({ expr }) => expr), ...queries].flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(50);
    expect([...new Set(asked)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('ask only by labels that the metrics have', () => {
    const labels = documentedLabels();
    const wrong = [...rules.map(({ expr }) => expr), ...queries]
      .flatMap(selectorsIn)
      .filter(({ metric, label }) => labels.has(metric) && !labels.get(metric)?.includes(label));
    expect(wrong).toEqual([]);
  });
});

describe('every alert', () => {
  it.each(rules)('$alert has a severity, a summary, and a heading in docs/operations.md', (rule) => {
    expect(['warning', 'critical']).toContain(rule.labels.severity);
    expect(rule.annotations.summary).toMatch(/\.$/);
    expect(anchors(readDocument('docs/operations.md'))).toContain(rule.alert.toLowerCase());
  });

  it('that docs/operations.md describes is there', () => {
    const described = [...readDocument('docs/operations.md').matchAll(/^### (Tollgate\w+)$/gm)];
    expect(described.map(([, name]) => name)).toEqual(rules.map(({ alert }) => alert));
  });
});

describe('the dashboard', () => {
  it('has panels with a title and a number of their own', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });
});

function read(path: string): string {
  return readFileSync(join(PROJECT_ROOT, path), 'utf8');
}

/** Histograms are asked for by their buckets. */
function metricsIn(expression: string): string[] {
  const names = expression.match(/\b(?:tollgate|nodejs|process)_\w+|\bup(?=\{)/g) ?? [];
  return names.map((name) => name.replace(/_bucket$/, ''));
}

function selectorsIn(expression: string): { metric: string; label: string }[] {
  return [...expression.matchAll(/\b(tollgate_\w+)\{([^}]*)\}/g)].flatMap(([, metric = '', selectors = '']) =>
    [...selectors.matchAll(/(\w+)(?:=~|!~|!=|=)/g)].map(([, label = '']) => ({ metric, label })),
  );
}

function documentedMetrics(): string[] {
  return [...documentedLabels().keys()];
}

/** Of the tables of docs/metrics.md: a metric's labels are in its third column. */
function documentedLabels(): Map<string, string[]> {
  const rows = [...readDocument('docs/metrics.md').matchAll(/^\| `(tollgate_\w+)` *\| *\w+ *\|([^|]*)\|/gm)];
  return new Map(rows.map(([, name = '', labels = '']) => [name, labels.trim().split(/, */)]));
}

async function processMetrics(): Promise<string[]> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = await registry.getMetricsAsJSON();
  registry.clear();
  return metrics.map(({ name }) => name);
}
