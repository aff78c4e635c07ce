import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { SEED_MODELS } from '../../translation/model-capabilities.js';
import { LOGGER, type Logger } from '../logger.js';
import { ModelLabels } from '../metrics/model-labels.js';
import { SecretMask } from '../redaction/secret-mask.js';
import { RequestObservers } from '../request-observer.js';
import type { RequestTracer } from './request-tracer.js';
import type { Telemetry } from './start-telemetry.js';

/** How long a stop waits for the last spans. */
const CLOSE_LIMIT_MS = 3000;
/** The routes that calls to models have; each request there is observed. */
const TRACED = new Set([
  '/v1/chat/completions',
  '/chat/completions',
  '/v1/messages',
  '/v1/messages/count_tokens',
]);

/** OpenTelemetry: without an endpoint in the configuration its code is not even loaded. */
@Injectable()
export class TelemetryService implements OnModuleInit, OnApplicationShutdown {
  private telemetry: Telemetry | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly mask: SecretMask,
    private readonly observers: RequestObservers,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const settings = this.config.telemetry;
    if (settings === undefined) return;
    const [{ startTelemetry }, { readTraceParent }] = await Promise.all([
      import('./start-telemetry.js'),
      import('./read-trace-parent.js'),
    ]);
    const { mask, logger } = this;
    const models = new ModelLabels(() => this.upstreamModels());
    this.telemetry = startTelemetry({ settings, models, mask, logger });
    for (const observer of this.telemetry.observers) this.observers.add(observer);
    const { tracer } = this.telemetry;
    if (tracer !== undefined) this.traceRequests((request) => begin(tracer, request, readTraceParent));
  }

  /** After the last request has ended. */
  async onApplicationShutdown(): Promise<void> {
    if (this.telemetry === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_LIMIT_MS)));
    await Promise.race([this.telemetry.close(), limit]);
    clearTimeout(timer);
  }

  /** After the checks of every request, and before the guard that begins the call. */
  private traceRequests(beginTrace: (request: FastifyRequest) => void): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('preHandler', (request, _reply, done) => {
      if (request.method === 'POST' && TRACED.has(request.routeOptions.url ?? '')) beginTrace(request);
      done();
    });
  }

  private upstreamModels(): string[] {
    return [...SEED_MODELS, ...this.config.deployments.map(({ model }) => model)];
  }
}

function begin(
  tracer: RequestTracer,
  { id, method, routeOptions, headers }: FastifyRequest,
  readParent: typeof import('./read-trace-parent.js').readTraceParent,
): void {
  const { url: route = '' } = routeOptions;
  tracer.begin({ requestId: id, method, route, parent: readParent(headers) });
}
