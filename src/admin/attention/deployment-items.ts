import { priceOf } from '../../pricing/price-of.js';
import type { DeploymentHealth, DeploymentView } from '../../routing/deployments/deployment-view.js';
import { retirementOf } from '../../translation/model-retirements.js';
import type { AttentionItem } from './attention-item.js';

const DAY_MS = 86_400_000;
const RETIREMENT_NOTICE_MS = 60 * DAY_MS;

type Severity = AttentionItem['severity'];

/** What keeps a deployment from being called, as people read it. */
const UNAVAILABLE: Readonly<Partial<Record<DeploymentHealth, { severity: Severity; state: string }>>> = {
  cooling_down: { severity: 'warning', state: 'is cooling down after failures' },
  paused: { severity: 'warning', state: 'is paused' },
  parked: { severity: 'critical', state: 'is parked: upstream refuses its credential' },
  unreadable: { severity: 'critical', state: 'cannot be used: its credential cannot be read' },
};

/** Everything about deployments and their models that should be looked at. */
export function deploymentItems(views: readonly DeploymentView[], nowMs: number): AttentionItem[] {
  const byModel = modelsOf(views);
  return [
    ...views.flatMap(unavailableItem),
    ...[...byModel].flatMap(([model, serving]) => unpricedItem(model, serving)),
    ...[...byModel].flatMap(([model, serving]) => retiringItem(model, serving, nowMs)),
  ];
}

function unavailableItem(view: DeploymentView): AttentionItem[] {
  const { id, modelName, health, status, problem, provider, model } = view;
  const known = UNAVAILABLE[health];
  if (known === undefined) return [];
  const until = status?.untilMs === undefined ? null : new Date(status.untilMs).toISOString();
  return [
    {
      kind: 'deployment_unavailable',
      severity: known.severity,
      subject: { type: 'deployment', id, name: modelName },
      message: `The deployment of "${modelName}" (${provider}/${model}) ${known.state}.`,
      details: {
        health,
        reason: status?.reason ?? null,
        until,
        error: status?.error?.message ?? problem,
        model: `${provider}/${model}`,
      },
    },
  ];
}

/** Upstream's models with the deployments that serve them; behind a wildcard those that were called. */
function modelsOf(views: readonly DeploymentView[]): Map<string, DeploymentView[]> {
  const byModel = new Map<string, DeploymentView[]>();
  for (const view of views) {
    const called = view.status?.models.map(({ model }) => model) ?? [];
    for (const model of view.model.includes('*') ? called : [view.model]) {
      byModel.set(model, [...(byModel.get(model) ?? []), view]);
    }
  }
  return byModel;
}

function unpricedItem(model: string, serving: readonly DeploymentView[]): AttentionItem[] {
  const unpriced = serving.filter(({ prices }) => priceOf(model, prices) === null);
  if (unpriced.length === 0) return [];
  return [
    {
      kind: 'model_without_price',
      severity: 'warning',
      subject: { type: 'model', id: model, name: model },
      message: `The model "${model}" has no known price: its calls cost nothing here, and keys with a budget cannot call it. Give its deployment a price.`,
      details: { deployments: unpriced.map(({ id }) => id) },
    },
  ];
}

function retiringItem(model: string, serving: readonly DeploymentView[], nowMs: number): AttentionItem[] {
  const retiresOn = retirementOf(model);
  const leftMs = retiresOn === undefined ? Infinity : Date.parse(retiresOn) - nowMs;
  if (leftMs > RETIREMENT_NOTICE_MS) return [];
  const isOver = leftMs <= 0;
  return [
    {
      kind: 'model_near_retirement',
      severity: isOver ? 'critical' : 'warning',
      subject: { type: 'model', id: model, name: model },
      message: `Anthropic ${isOver ? 'retired' : 'retires'} the model "${model}" on ${retiresOn}: calls to it fail ${isOver ? 'now' : 'from then on'}.`,
      details: {
        retires_on: retiresOn,
        days_left: Math.max(0, Math.ceil(leftMs / DAY_MS)),
        deployments: serving.map(({ id }) => id),
      },
    },
  ];
}
