import type { FastifyInstance } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface RouterRow {
  method: string;
  path: string;
}

/** Runs a start, and gives every route that the router took on meanwhile, in its own words. */
export async function watchRouter<T>(start: () => Promise<T>): Promise<{ started: T; table: RouterRow[] }> {
  const table: RouterRow[] = [];
  const watch = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) table.push({ method: one, path: url });
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    return { started: await start(), table };
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
}
