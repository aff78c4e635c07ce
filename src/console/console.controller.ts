import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { NotFoundError } from '../errors/gateway-error.js';
import { ConsoleFiles } from './console-files.js';
import { consolePage, contentSecurityPolicy, MISSING_PAGE, PAGE_HEADERS } from './console-page.js';

const HTML = 'text/html; charset=utf-8';
/** Their names change with their content. */
const HASHED = /^assets\//;

/** The console's files. They hold no secrets and need no key; what they ask the APIs for does. */
@Controller()
@MayCall('public')
export class ConsoleController {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly files: ConsoleFiles,
  ) {}

  /** Browsers are led to the console. */
  @Get()
  async root(@Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isBrowser = headers.accept?.includes('text/html') === true;
    if (!isBrowser || this.config.isConsoleDisabled)
      throw new NotFoundError({ message: 'There is no route GET /.' });
    await reply.header('cache-control', 'no-store').header('vary', 'accept').redirect('/ui', 302);
  }

  @Get('ui')
  async page(@Res() reply: FastifyReply): Promise<void> {
    this.assertEnabled();
    const index = await this.files.index();
    reply.headers(PAGE_HEADERS).type(HTML).header('cache-control', 'no-store');
    if (index === undefined) {
      await reply.status(503).header('content-security-policy', contentSecurityPolicy()).send(MISSING_PAGE);
      return;
    }
    const { body, policy } = consolePage(index);
    await reply.header('content-security-policy', policy).send(body);
  }

  /** A file, or the page: what has no extension is a view of the console's. */
  @Get('ui/*')
  async file(
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.assertEnabled();
    const isView = !path.slice(path.lastIndexOf('/') + 1).includes('.');
    if (isView || path === 'index.html') return this.page(reply);
    const file = await this.files.find(path, String(request.headers['accept-encoding'] ?? ''));
    if (file === undefined) throw new NotFoundError({ message: 'The console has no such file.' });
    reply
      .headers(PAGE_HEADERS)
      .header('content-security-policy', contentSecurityPolicy())
      .header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('vary', 'accept-encoding')
      .header('etag', file.etag);
    if (request.headers['if-none-match'] === file.etag) {
      await reply.status(304).send();
      return;
    }
    if (file.encoding !== undefined) reply.header('content-encoding', file.encoding);
    await reply.type(file.type).send(file.content);
  }

  private assertEnabled(): void {
    if (this.config.isConsoleDisabled) throw new NotFoundError({ message: 'The console is turned off.' });
  }
}
