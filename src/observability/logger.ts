import pino from 'pino';
import pretty from 'pino-pretty';

import type { LogLevel } from '../config/gateway-config.js';
import { SecretMask } from './redaction/secret-mask.js';

/** The injection token of the `Logger`. */
export const LOGGER = Symbol('LOGGER');

export type Logger = pino.Logger;

/** Bytes that are collected before they are written: a write for a few lines would cost more than the lines. */
const BUFFER_BYTES = 32 * 1024;
const FLUSH_EVERY_MS = 250;

/** Errors are written out under either name. */
const SERIALIZERS = { err: pino.stdSerializers.err, error: pino.stdSerializers.err };

interface LineSink {
  write(line: string): unknown;
}

export interface LoggerHandle {
  logger: Logger;
  /** What takes secrets out of the lines; whoever comes by a new one tells it. Absent: nothing does. */
  mask?: SecretMask;
  /** Writes out what is still collected. */
  flush(): void;
}

/** Standard output, for lines that are complete. */
export interface LogOutput {
  write(lines: string): unknown;
  /** Writes out what is still collected. */
  flushSync(): void;
}

/** Collects lines and writes them behind the scenes. A process has one, or lines could end up inside others. */
export function openLogOutput(): LogOutput {
  const destination = pino.destination({
    sync: false,
    minLength: BUFFER_BYTES,
    maxWrite: 2 * BUFFER_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
    // Of strings, what has been collected would be copied anew for each line.
    contentMode: 'buffer',
  });
  return {
    write: (lines) => destination.write(Buffer.from(lines) as unknown as string),
    flushSync: () => destination.flushSync(),
  };
}

/** Logs to standard output, without secrets: JSON lines, or readable ones when it is a terminal. */
export function createLogger(
  level: LogLevel,
  isTerminal: boolean,
  mask: SecretMask = new SecretMask(),
  output?: LogOutput,
): LoggerHandle {
  if (isTerminal) {
    const stream = pretty({
      colorize: true,
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss.l',
      sync: true,
    });
    const logger = pino({ level, serializers: SERIALIZERS }, maskLines(stream, mask));
    return { logger, mask, flush: () => {} };
  }
  const destination = output ?? openLogOutput();
  const logger = pino({ level, base: null, serializers: SERIALIZERS }, maskLines(destination, mask));
  return { logger, mask, flush: () => destination.flushSync() };
}

/** By value, as the last thing before a line is written: no field, message or stack is overlooked. */
export function maskLines(sink: LineSink, mask: SecretMask): { write(line: string): void } {
  return { write: (line) => void sink.write(mask.apply(line)) };
}
