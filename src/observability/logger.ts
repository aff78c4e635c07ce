import pino from 'pino';
import pretty from 'pino-pretty';

import type { LogLevel } from '../config/gateway-config.js';

/** The injection token of the `Logger`. */
export const LOGGER = Symbol('LOGGER');

export type Logger = pino.Logger;

/** Bytes that are collected before they are written: a write for each line would cost more than the line. */
const BUFFER_BYTES = 4096;
const FLUSH_EVERY_MS = 250;

export interface LoggerHandle {
  logger: Logger;
  /** Writes out what is still collected. */
  flush(): void;
}

/** Logs to standard output: JSON lines, or readable ones when it is a terminal. */
export function createLogger(level: LogLevel, isTerminal: boolean): LoggerHandle {
  if (isTerminal) {
    const stream = pretty({
      colorize: true,
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss.l',
      sync: true,
    });
    return { logger: pino({ level }, stream), flush: () => {} };
  }
  const destination = pino.destination({
    sync: false,
    minLength: BUFFER_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
  });
  return { logger: pino({ level, base: null }, destination), flush: () => destination.flushSync() };
}
