import type { PoolConfig } from 'pg';

/** Where a database is: what brings it up, if that is ours to do, and how to reach it. */
export interface DatabaseSource {
  /** What the log calls it. */
  readonly description: string;
  /** The PostgreSQL schema, where it is not the default one. */
  readonly schema?: string;
  /** Pauses between tries to reach it; the last repeats. */
  readonly retryDelaysMs: readonly number[];
  /** Brings it up where it is not. Throws what stands in the way. */
  open(): Promise<PoolConfig>;
  /** Throws unless it answers now. */
  probe(): Promise<void>;
  /** Called with the reason when it is known to have ended. */
  onLost(listener: (reason: string) => void): void;
  /** Ends what `open()` has begun. */
  close(): Promise<void>;
}
