import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Req,
  Res,
  UseFilters,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../../access/may-call.decorator.js';
import { sessionCookie } from '../../access/session-cookie.js';
import { AdminSessionsService, assertOwnPage } from '../../keys/admin-sessions.service.js';
import { SignInService } from '../../keys/sign-in.service.js';
import { AdminBodyInterceptor } from '../http/admin-body.interceptor.js';
import { AdminErrorFilter } from '../http/admin-error.filter.js';
import { AdminValidationPipe } from '../http/admin-validation.pipe.js';
import { clientAddressOf } from './client-address.js';
import { sessionAnswer, type SessionAnswer } from './session-answer.js';
import { SignInBody } from './session.dto.js';

/** Signing in to the console, and out. */
@Controller('admin/session')
@MayCall('session')
@UseInterceptors(AdminBodyInterceptor)
@UsePipes(AdminValidationPipe)
@UseFilters(AdminErrorFilter)
export class SessionController {
  constructor(
    private readonly sessions: AdminSessionsService,
    private readonly signIns: SignInService,
  ) {}

  /** Its cookie goes to no page but the gateway's own. */
  @Post()
  @HttpCode(200)
  @MayCall('public')
  async signIn(
    @Body() { key }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { headers, id: requestId } = request;
    assertOwnPage(headers);
    const address = clientAddressOf(request);
    const { session, token } = await this.signIns.signIn({ key: key ?? undefined, address, requestId });
    const maxAgeSeconds = Math.floor((session.expiresAt.getTime() - Date.now()) / 1000);
    reply.header('set-cookie', sessionCookie(token, maxAgeSeconds, headers));
    reply.header('cache-control', 'no-store');
    return sessionAnswer(session);
  }

  @Get()
  async find(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    reply.header('cache-control', 'no-store');
    return sessionAnswer(await this.sessions.verify(request));
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(await this.sessions.verify(request), request.id);
    reply.header('set-cookie', sessionCookie('', 0, request.headers));
  }
}
