import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

import { UpdatedError } from './updated-error.js';

/**
 * A component whose file is loaded when it is first shown. Where that fails it throws an `UpdatedError` if the gateway
 * answers and only the file is gone, or else what fetch throws.
 */
export function lazyPart<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().catch(explain));
}

async function explain(error: unknown): Promise<never> {
  const page = await fetch(import.meta.env.BASE_URL, { method: 'HEAD', cache: 'no-store' });
  throw page.ok ? new UpdatedError(error) : error;
}
