import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { AppModule } from './app.module.js';
import type { GatewayConfig } from './config/gateway-config.js';
import { answerBrokenRequest, answerUnreadableUrl } from './gateway/connection-errors.js';
import { guardConnection } from './gateway/guard-connection.js';
import { makeRequestId } from './gateway/request-id.js';
import { createLogger, type LoggerHandle } from './observability/logger.js';

/** Headers must be complete within this time; the check runs every second. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than the idle time-out of common load balancers, which must be the first to close. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

const CLOSE_IDLE_EVERY_MS = 250;

export interface RunningServer {
  /** Where the gateway listens, such as `http://127.0.0.1:4000`. */
  url: string;
  /** Stops accepting, lets open requests finish, and frees everything. */
  close(): Promise<void>;
}

/**
 * Starts the gateway and resolves once it listens.
 *
 * @throws the system's error when the address cannot be listened on.
 */
export async function startServer(
  config: GatewayConfig,
  log: LoggerHandle = createLogger(config.logLevel, process.stdout.isTTY),
): Promise<RunningServer> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, log.logger),
    createAdapter(),
    {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    },
  );
  guardConnection(app.getHttpAdapter().getInstance(), config.isOpen);
  const destroyUnused = trackUnusedConnections(app.getHttpServer());
  await app.listen(config.port, config.host).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    close: async () => {
      destroyUnused();
      const server = app.getHttpServer();
      // Those that fall idle meanwhile would hold the end up for as long as they are kept alive.
      const closingIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
      await app.close().finally(() => clearInterval(closingIdle));
      log.flush();
    },
  };
}

function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: makeRequestId,
    requestIdHeader: false,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    // Bodies have a limit of their own, on progress: a large one on a slow line may take its time.
    requestTimeout: 0,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnreadableUrl,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 1000 },
    // Nest's middleware layer would cost each request some microseconds, and nothing here is a middleware.
    skipMiddie: true,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  });
}

/**
 * Clients open connections ahead of need. Node takes one on which no request has come for busy, and would wait for it
 * when it closes. Returns what destroys those that there are, and those that still come.
 */
function trackUnusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => {
    for (const socket of unused) socket.destroy();
    server.on('connection', (socket: Socket) => socket.destroy());
  };
}
