import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { MayCall } from '../../access/may-call.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import type { SettingsPageAnswer } from './settings-page-answer.js';
import { SettingsService } from './settings.service.js';

/** What is configured and how it is; nothing here is changed at run time. */
@AdminController('admin/settings')
@MayCall('owner', 'admin', 'viewer')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  page(@Req() { socket }: FastifyRequest): Promise<SettingsPageAnswer> {
    return this.settings.page(socket.localPort ?? 0);
  }
}
