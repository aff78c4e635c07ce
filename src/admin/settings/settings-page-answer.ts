import type { configAnswer } from './config-answer.js';

/** How something that the gateway needs is: it works, works less well, or does not work. */
export type ServiceStatus = 'up' | 'degraded' | 'down';

/** What is configured and how it is, for those who look after the gateway. */
export interface SettingsPageAnswer {
  version: string;
  node_version: string;
  started_at: string;
  host: string;
  port: number;
  /** No master key: everybody on this machine is let in. */
  is_open: boolean;
  /** Null: only flags and variables. */
  config_file: string | null;
  config: ReturnType<typeof configAnswer>;
  database: {
    kind: 'embedded' | 'postgresql' | 'none';
    status: ServiceStatus;
    latency_ms: number | null;
    migrations: { applied: number; latest: string | null } | null;
  };
  /** Null: nothing is shared with other replicas. */
  redis: { status: ServiceStatus; replicas: number } | null;
  journal: {
    status: ServiceStatus;
    /** What the database does not have yet. */
    backlog_records: number;
    backlog_bytes: number;
    /** When the oldest of these ended. */
    oldest_at: string | null;
    /** Attempts under way. */
    open_attempts: number;
    is_writable: boolean;
  };
  replicas: number;
  warnings: string[];
  features: Record<string, boolean>;
}
