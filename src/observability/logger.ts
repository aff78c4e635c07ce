import pino from 'pino';
import pretty from 'pino-pretty';

import type { LogLevel } from '../config/gateway-config.js';

/** The injection token of the `Logger`. */
export const LOGGER = Symbol('LOGGER');

export type Logger = pino.Logger;

/** Bytes that are collected before they are written: a write for a few lines would cost more than the lines. */
const BUFFER_BYTES = 32 * 1024;
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
    maxWrite: 2 * BUFFER_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
  });
  return { logger: pino({ level, base: null }, destination), flush: () => destination.flushSync() };
}
