import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';

import { AdminBodyInterceptor } from './admin-body.interceptor.js';
import { AdminErrorFilter } from './admin-error.filter.js';
import { AdminKeyGuard } from './admin-key.guard.js';
import { AdminValidationPipe } from './admin-validation.pipe.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/**
 * A controller of the admin API: first the caller is identified, then the body is read, then a repeated call is
 * answered as before, then the DTOs are checked; errors come in the admin API's envelope.
 */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(path),
    UseGuards(AdminKeyGuard),
    UseInterceptors(AdminBodyInterceptor, IdempotencyInterceptor),
    UsePipes(AdminValidationPipe),
    UseFilters(AdminErrorFilter),
  );
}
