/** The part of `process` that signals need. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): unknown;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first SIGINT or SIGTERM closes the gateway and exits with 0 (1 when that fails); a second exits at once. */
export function stopOnSignals(
  source: SignalSource,
  { close, print }: { close: () => Promise<void>; print: (line: string) => void },
): void {
  let isStopping = false;
  const stop = (signal: keyof typeof EXIT_CODES) => {
    if (isStopping) {
      source.exit(EXIT_CODES[signal]);
      return;
    }
    isStopping = true;
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
