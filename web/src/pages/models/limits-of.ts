import { formatShare } from '../../components/format-share.js';
import { formatCount } from '../../components/tokens.js';
import type { Deployment, DeploymentStatus } from './deployment.js';

/** What is left of a limit. */
export interface LimitLeft {
  id: string;
  name: string;
  /** From 0 to 1. */
  left: number;
  words: string;
  resetsAt: string | null;
}

type UpstreamLimit = DeploymentStatus['upstream_limits'][number];

const UPSTREAM_NAMES: Readonly<Record<string, string>> = {
  'input-tokens': 'Upstream input',
  'output-tokens': 'Upstream output',
  'unified-5h': 'Plan, 5 hours',
  'unified-7d': 'Plan, 7 days',
};

/** What is left of the limits that one has set, and of those that upstream told of; the scarcest first. */
export function limitsOf({ rpm, tpm, status }: Deployment): LimitLeft[] {
  if (status === null) return [];
  const own = [
    ownLimit('Requests a minute', rpm, status.requests_left),
    ownLimit('Tokens a minute', tpm, status.tokens_left),
  ];
  const all = [...own, ...status.upstream_limits.map(upstreamLimit)];
  return all.flatMap((limit) => limit ?? []).toSorted((one, other) => one.left - other.left);
}

function ownLimit(name: string, limit: number | null, left: number | null): LimitLeft | undefined {
  if (limit === null || left === null) return undefined;
  return { id: name, name, ...countLeft(left, limit), resetsAt: null };
}

/** Undefined for those that upstream tells no figures of. */
function upstreamLimit(upstream: UpstreamLimit): LimitLeft | undefined {
  const { name, limit, remaining, utilization, resets_at: resetsAt } = upstream;
  const shown = { id: `upstream ${name}`, name: upstreamName(name), resetsAt };
  if (limit !== null && remaining !== null) return { ...shown, ...countLeft(remaining, limit) };
  if (utilization === null) return undefined;
  const left = asShare(1 - utilization);
  return { ...shown, left, words: `${formatShare(left)} left` };
}

function countLeft(left: number, limit: number): Pick<LimitLeft, 'left' | 'words'> {
  return {
    left: limit === 0 ? 0 : asShare(left / limit),
    words: `${formatCount(left)} of ${formatCount(limit)} left`,
  };
}

function asShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** `requests` → `Upstream requests`. */
function upstreamName(name: string): string {
  return UPSTREAM_NAMES[name] ?? `Upstream ${name.replaceAll('-', ' ')}`;
}
