import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

import type { Audience } from './audience.js';
import { audienceOf } from './may-call.decorator.js';
import { routePaths } from './route-path.js';

interface Route {
  method: string;
  path: string;
}

/** A route that nobody said who may call. */
class UndeclaredRouteError extends Error {
  constructor(where: string) {
    super(`${where} does not say who may call it. Give it a @MayCall(…).`);
    this.name = new.target.name;
  }
}

/**
 * Default deny: compares the router's own table with what the routes declare, and stops the start at the first route
 * that nobody declared.
 */
@Injectable()
export class AccessPolicyService implements OnApplicationBootstrap {
  private readonly routes: Route[] = [];
  private readonly declared = new Map<string, readonly Audience[]>();
  private readonly declaredBelow = new Map<string, readonly Audience[]>();

  constructor(
    adapterHost: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {
    const fastify = adapterHost.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.routes.push({ method: one, path: url });
    });
  }

  /** Declares the routes at and below a path that come from no controller. */
  declareBelow(path: string, first: Audience, ...others: Audience[]): void {
    this.declaredBelow.set(path, [first, ...others]);
  }

  /**
   * Whom a route of the router's table is for.
   *
   * @throws UndeclaredRouteError when nobody said.
   */
  audienceFor(method: string, path: string): readonly Audience[] {
    // The router answers HEAD wherever it answers GET.
    const methods = method === 'HEAD' ? ['HEAD', 'GET'] : [method];
    const own = methods
      .map((one) => this.declared.get(`${one} ${path}`))
      .find((found) => found !== undefined);
    const audience = own ?? this.inherited(path);
    if (audience === undefined) throw new UndeclaredRouteError(`The route ${method} ${path}`);
    return audience;
  }

  onApplicationBootstrap(): void {
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype === 'function') this.readController(metatype);
    }
    for (const { method, path } of this.routes) this.audienceFor(method, path);
  }

  private readController(controller: object & { name: string; prototype?: object }): void {
    const prefixes = Reflect.getMetadata(PATH_METADATA, controller) as string | string[];
    const handlers = controller.prototype as Record<string, object>;
    for (const name of this.scanner.getAllMethodNames(handlers)) {
      const handler = handlers[name] as object;
      const paths = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
      if (paths === undefined) continue;
      const audience = audienceOf(controller, handler);
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const [first, ...more] = routePaths(prefixes, paths);
      if (audience === undefined) {
        throw new UndeclaredRouteError(`The route ${method} ${first} (${controller.name}.${name})`);
      }
      for (const path of [first, ...more]) this.declared.set(`${method} ${path}`, audience);
    }
  }

  private inherited(path: string): readonly Audience[] | undefined {
    for (const [above, audience] of this.declaredBelow) {
      if (path === above || path.startsWith(`${above}/`)) return audience;
    }
    return undefined;
  }
}
