import pino from 'pino';

export interface TestLog {
  logger: pino.Logger;
  /** The messages so far, without those below `info`. */
  messages: () => string[];
}

/** A log that keeps what it is told. */
export function keepLog(): TestLog {
  const lines: string[] = [];
  const write = (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg);
  return { logger: pino({ level: 'info' }, { write }), messages: () => lines };
}
