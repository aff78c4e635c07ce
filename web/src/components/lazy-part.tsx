import { type ComponentType, useEffect, useState } from 'react';

import { UpdatedError } from './updated-error.js';

/** A component that is loaded when it is first shown, or before. */
export type LazyPart<Props> = ComponentType<Props> & {
  /** Begins to load it; what fails is told where it is shown. */
  preload: () => void;
};

/**
 * A component whose file is loaded when it is first shown; until then `Waiting` takes its place. Where loading fails it
 * throws an `UpdatedError` if the gateway answers and only the file is gone, or else what fetch throws.
 *
 * Not React's `lazy`: once the fallback of a `Suspense` was shown, React shows it for 300 ms, however soon the file is
 * there.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  Waiting: ComponentType<Props> = Nothing,
): LazyPart<Props> {
  let loading: Promise<void> | undefined;
  let Part: ComponentType<Props> | undefined;
  const start = (): Promise<void> =>
    (loading ??= load().then(
      (module) => {
        Part = module.default;
      },
      (error: unknown) => {
        loading = undefined;
        return explain(error);
      },
    ));

  function LazyPart(props: Props) {
    const [isLoaded, setLoaded] = useState(Part !== undefined);
    const [failure, setFailure] = useState<{ error: unknown }>();
    useEffect(() => {
      if (isLoaded) return undefined;
      let isShown = true;
      start().then(
        () => isShown && setLoaded(true),
        (error: unknown) => isShown && setFailure({ error }),
      );
      return () => {
        isShown = false;
      };
    }, [isLoaded]);
    if (failure !== undefined) throw failure.error;
    const Shown = Part ?? Waiting;
    return <Shown {...props} />;
  }
  LazyPart.preload = () => void start().catch(() => {});
  return LazyPart;
}

function Nothing(): null {
  return null;
}

/** What Chromium, Firefox and Safari say of a file that does not come. A module that fails says something else. */
const NO_FILE = /dynamically imported module|importing a module script/i;

async function explain(error: unknown): Promise<never> {
  if (!NO_FILE.test(String(error))) throw error;
  const page = await fetch(import.meta.env.BASE_URL, { method: 'HEAD', cache: 'no-store' });
  throw page.ok ? new UpdatedError(error) : error;
}
