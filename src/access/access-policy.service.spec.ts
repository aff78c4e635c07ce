import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

import { AccessModule } from './access.module.js';
import { AccessPolicyService } from './access-policy.service.js';
import { MayCall } from './may-call.decorator.js';

@Controller('declared')
@MayCall('owner')
class DeclaredController {
  @Get(['', 'also'])
  list(): void {}

  @Post(':id/open')
  @MayCall('public')
  open(): void {}
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  @MayCall('public')
  known(): void {}

  @Post('this')
  unknown(): void {}
}

@Module({ imports: [AccessModule], controllers: [DeclaredController] })
class GoodModule {}

@Module({ imports: [AccessModule], controllers: [DeclaredController, ForgottenController] })
class BadModule {}

async function start(
  module: object,
  prepare: (app: NestFastifyApplication) => void = () => {},
): Promise<NestFastifyApplication> {
  const options = { logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  prepare(app);
  await app.init();
  return app;
}

describe('the access policy', () => {
  it('knows whom each route is for; a route goes before its controller', async () => {
    const app = await start(GoodModule);
    const policy = app.get(AccessPolicyService);
    expect(policy.audienceFor('GET', '/declared')).toEqual(['owner']);
    expect(policy.audienceFor('HEAD', '/declared/also')).toEqual(['owner']);
    expect(policy.audienceFor('POST', '/declared/:id/open')).toEqual(['public']);
    expect(() => policy.audienceFor('POST', '/declared')).toThrow('does not say who may call it');
    await app.close();
  });

  it('stops the start at a route of a controller that nobody declared, and names it', async () => {
    await expect(start(BadModule)).rejects.toThrow(
      'The route POST /forgotten/this (ForgottenController.unknown) does not say who may call it.',
    );
  });

  it('stops the start at a route that no controller has', async () => {
    const addRoute = (app: NestFastifyApplication): void => {
      app
        .getHttpAdapter()
        .getInstance()
        .get('/back-door', () => 'open');
    };
    await expect(start(GoodModule, addRoute)).rejects.toThrow('The route GET /back-door does not say');
    const declare = (app: NestFastifyApplication): void => {
      app.get(AccessPolicyService).declareBelow('/back-door', 'public');
      addRoute(app);
    };
    await (await start(GoodModule, declare)).close();
  });
});
