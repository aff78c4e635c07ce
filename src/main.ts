import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppModule } from './app.module.js';
import type { GatewayConfig } from './config/gateway-config.js';
import { assertCanListen } from './gateway/assert-can-listen.js';
import { answerBrokenRequest, answerUnreadableUrl } from './gateway/connection-errors.js';
import { DrainService } from './gateway/drain.service.js';
import { guardConnection } from './gateway/guard-connection.js';
import { HttpConnections } from './gateway/http-connections.js';
import { makeRequestId } from './gateway/request-id.js';
import { createLogger, type LoggerHandle } from './observability/logger.js';
import { MetricsService } from './observability/metrics/metrics.service.js';
import { SecretMask } from './observability/redaction/secret-mask.js';
import { secretsOfConfig } from './observability/redaction/secrets-of-config.js';

/** Headers must be complete within this time; the check runs every second. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than the idle time-out of common load balancers, which must be the first to close. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

const SERVER_OPTIONS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  // Bodies have a limit of their own, on progress: a large one on a slow line may take its time.
  requestTimeout: 0,
  // Refused by `guardConnection`, in the format of the API.
  requireHostHeader: false,
};

export interface RunningServer {
  /** Where the gateway listens, such as `http://127.0.0.1:4000`. */
  url: string;
  /**
   * Lets open requests finish, up to the configured limit, and frees everything. New connections are taken for so long
   * after the call, so that load balancers notice first.
   */
  close(noticeMs?: number): Promise<void>;
}

/** What one of several processes that serve on the same address has from the others. */
export interface WorkerPart {
  /** Resolves when it may listen: it is ready then. The address was looked at before. */
  mayListen(): Promise<void>;
  /** Makes one page of the metrics of all processes; `own` are those of this one. */
  gatherMetrics(own: () => Promise<string>): () => Promise<string>;
}

/**
 * Starts the gateway and resolves once it listens.
 *
 * @throws the system's error when the address cannot be listened on.
 */
export async function startServer(
  config: GatewayConfig,
  log: LoggerHandle = createLogger(
    config.logLevel,
    process.stdout.isTTY,
    new SecretMask(secretsOfConfig(config)),
  ),
  part?: WorkerPart,
): Promise<RunningServer> {
  if (part === undefined) await assertCanListen(config);
  const connections = new HttpConnections();
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, log.logger, log.mask),
    createAdapter(connections),
    {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    },
  );
  const drain = app.get(DrainService);
  guardConnection(app.getHttpAdapter().getInstance(), { isOpen: config.isOpen, drain });
  await listen(app, config, part).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    close: async (noticeMs = 0) => {
      await drain.drain(connections, { noticeMs, limitMs: config.drainMs });
      await app.close();
      log.flush();
    },
  };
}

async function listen(
  app: NestFastifyApplication,
  { port, host }: GatewayConfig,
  part: WorkerPart | undefined,
): Promise<void> {
  if (part !== undefined) {
    const metrics = app.get(MetricsService);
    metrics.gatherBy(part.gatherMetrics(metrics.renderOwn));
    await app.init();
    await part.mayListen();
  }
  await app.listen(port, host);
}

function createAdapter(connections: HttpConnections): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: makeRequestId,
    requestIdHeader: false,
    // Also called for the second address of `localhost`.
    serverFactory: (answer: RequestListener) => connections.watch(createServer(SERVER_OPTIONS, answer)),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnreadableUrl,
    // Nest's middleware layer would cost each request some microseconds, and nothing here is a middleware.
    skipMiddie: true,
    // By the time that Fastify closes no connection is left.
    forceCloseConnections: false,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  });
}
