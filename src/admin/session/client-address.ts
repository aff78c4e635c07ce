import type { FastifyRequest } from 'fastify';

const LONGEST = 100;

/**
 * Where a request came from, to tell callers apart: the address, and what the last proxy wrote of its own caller.
 * Nobody vouches for the latter, so that it never stands alone.
 */
export function clientAddressOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return (forwarded ? `${ip} for ${forwarded}` : ip).slice(0, LONGEST);
}
