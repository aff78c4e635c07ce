import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import type { PrismaClient } from '../generated/prisma/client.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { asDatabaseError, databaseUnavailable, isConnectionFailure } from './as-database-error.js';
import { DatabaseLink } from './database-link.js';
import type { DatabaseSource } from './database-source.js';
import { embeddedSource } from './embedded/embedded-source.js';
import { serverSource } from './server-source.js';
import { withTimeLimit } from './with-time-limit.js';

/** How long a start waits for a server: longer, and the gateway serves without it for now. */
const SERVER_PATIENCE_MS = 5000;

/** The longest that a request waits for a row. */
const LOOKUP_TIME_LIMIT_MS = 2000;

/** The database, as repositories see it. While it is away, everything here throws a 503 and nothing waits. */
@Injectable()
export class PrismaService implements OnApplicationShutdown {
  readonly #link: DatabaseLink | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    const source = chooseSource(config);
    this.#link = source && new DatabaseLink(source, logger);
  }

  /** Ready when it resolves, unless the database is a server that is away. Throws what stops the gateway's start. */
  async start(): Promise<void> {
    const isServer = this.config.database.kind === 'server';
    await this.#link?.start(isServer ? SERVER_PATIENCE_MS : undefined);
  }

  /** False where the gateway was made to run without one. */
  get isConfigured(): boolean {
    return this.#link !== undefined;
  }

  /** Whether the database answered when it was last needed. */
  get isAvailable(): boolean {
    return this.#link?.isAvailable ?? false;
  }

  /** Milliseconds since the database was last there; 0 while it is, Infinity where it never was. */
  get awayForMs(): number {
    return this.#link?.awayForMs ?? Infinity;
  }

  /** For repositories that handle failures themselves; `run` and `lookUp` do it for them. Throws while it is away. */
  get client(): PrismaClient {
    if (this.#link === undefined) throw databaseUnavailable();
    return this.#link.client;
  }

  /** Resolves when the database is there: at once, or when it has been found again; never where there is none. */
  async whenAvailable(): Promise<void> {
    await (this.#link?.whenAvailable() ?? new Promise<never>(() => {}));
  }

  /** Does some work with the database. A ServiceUnavailableError (503) when that cannot be reached. */
  async run<T>(work: (client: PrismaClient) => Promise<T>): Promise<T> {
    const { client } = this;
    try {
      return await work(client);
    } catch (error) {
      if (isConnectionFailure(error)) this.#link?.suspect(error);
      throw asDatabaseError(error);
    }
  }

  /** As `run`, for what a request waits for: a 503 too when it takes longer than two seconds. */
  async lookUp<T>(work: (client: PrismaClient) => Promise<T>): Promise<T> {
    return await this.run((client) => withTimeLimit(work(client), LOOKUP_TIME_LIMIT_MS));
  }

  /** The last of all hooks: others write what they still hold in theirs. */
  async onApplicationShutdown(): Promise<void> {
    await this.#link?.close();
  }
}

function chooseSource({ database, dataDir }: GatewayConfig): DatabaseSource | undefined {
  switch (database.kind) {
    case 'embedded':
      return embeddedSource({ dataDir });
    case 'server':
      return serverSource(database.url);
    case 'none':
      return undefined;
  }
}
