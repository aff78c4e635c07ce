import { Controller, Get, Head } from '@nestjs/common';

/** Probes; they need no key and tell nothing. */
@Controller()
export class HealthController {
  @Get(['health/live', 'health/liveliness', 'health/liveness'])
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get(['health/ready', 'health/readiness'])
  ready(): { status: string } {
    return { status: 'ok' };
  }

  /** Claude Code asks this to see whether anything is here. */
  @Head()
  probe(): void {}
}
