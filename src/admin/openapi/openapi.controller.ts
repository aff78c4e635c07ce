import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { MayCall } from '../../access/may-call.decorator.js';
import { NotFoundError } from '../../errors/gateway-error.js';
import { AdminErrorFilter } from '../http/admin-error.filter.js';
import { findPageFile, type PageFile } from './page-files.js';

/** The page runs nothing but its own files and talks to nobody but this gateway. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The documentation of the API, for people and as OpenAPI. It holds no secrets and needs no key. */
@Controller('docs')
@MayCall('public')
@UseFilters(AdminErrorFilter)
export class OpenApiController {
  @Get()
  page(@Res() reply: FastifyReply): Promise<void> {
    return this.send('index.html', reply);
  }

  @Get('json')
  document(@Res() reply: FastifyReply): Promise<void> {
    return this.send('openapi.json', reply);
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    return this.send(name, reply);
  }

  private async send(name: string, reply: FastifyReply): Promise<void> {
    const file: PageFile | undefined = await findPageFile(name);
    if (file === undefined) throw new NotFoundError({ message: 'The documentation has no such file.' });
    await reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .type(file.type)
      .send(file.content);
  }
}
