import { headersByName } from '../../providers/header-list.js';
import type { UpstreamHeaders } from '../candidates/candidate-figures.js';

/** One of upstream's limits, as its headers tell of it: `requests`, `input-tokens`, `unified-5h`… What is absent was not sent. */
export interface UpstreamLimit {
  name: string;
  limit?: number;
  remaining?: number;
  /** Epoch milliseconds. */
  resetMs?: number;
  status?: string;
  /** From 0 to 1. */
  utilization?: number;
}

const LIMIT_HEADER = /^anthropic-ratelimit-(.+)-(limit|remaining|reset|status|utilization)$/;
/** The subscription's limits as a whole have no name between these words. */
const UNIFIED_HEADER = /^anthropic-ratelimit-(unified)-(status|reset)$/;

const READERS = {
  limit: asNumber,
  remaining: asNumber,
  utilization: asNumber,
  reset: asTime,
  status: (text: string) => text,
};
const FIELDS = { reset: 'resetMs' } as const;

/** Upstream's limits by its headers; what cannot be read is left out. */
export function readUpstreamLimits(headers: UpstreamHeaders | undefined): UpstreamLimit[] {
  const limits = new Map<string, UpstreamLimit>();
  for (const [header, text] of Object.entries(byName(headers))) {
    const [, name, part] = UNIFIED_HEADER.exec(header) ?? LIMIT_HEADER.exec(header) ?? [];
    if (name === undefined || part === undefined) continue;
    const value = READERS[part as keyof typeof READERS](text);
    if (value === undefined) continue;
    const field = part === 'reset' ? FIELDS.reset : part;
    limits.set(name, { name, ...limits.get(name), [field]: value });
  }
  return [...limits.values()];
}

function byName(headers: UpstreamHeaders = []): Readonly<Record<string, string>> {
  return Array.isArray(headers) ? headersByName(headers) : (headers as Readonly<Record<string, string>>);
}

function asNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/** Epoch seconds, or a date. */
function asTime(text: string): number | undefined {
  const timeMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
