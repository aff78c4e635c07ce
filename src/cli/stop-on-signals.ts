/** The part of `process` that signals need. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): unknown;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ctrl-C reaches every program of a terminal, and npm hands it on once more to the one that it runs. */
const ECHO_MS = 500;

/** The first SIGINT or SIGTERM closes the gateway and exits with 0 (1 when that fails); a second exits at once. */
export function stopOnSignals(
  source: SignalSource,
  { close, print }: { close: () => Promise<void>; print: (line: string) => void },
): void {
  let first: { signal: string; atMs: number } | undefined;
  const stop = (signal: keyof typeof EXIT_CODES) => {
    if (first !== undefined) {
      const isEcho = signal === first.signal && performance.now() - first.atMs < ECHO_MS;
      if (!isEcho) source.exit(EXIT_CODES[signal]);
      return;
    }
    first = { signal, atMs: performance.now() };
    print('Stopping: open answers may finish. A second signal stops at once.');
    close().then(
      () => source.exit(0),
      (error: unknown) => {
        print(`Tollgate did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
        source.exit(1);
      },
    );
  };
  source.on('SIGINT', () => stop('SIGINT'));
  source.on('SIGTERM', () => stop('SIGTERM'));
}
