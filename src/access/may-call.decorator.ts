import { SetMetadata } from '@nestjs/common';

import type { Audience } from './audience.js';

const MAY_CALL = 'tollgate:may-call';

/** Declares whom a route, or every route of a controller, is for. A route without a declaration stops the start. */
export function MayCall(first: Audience, ...others: Audience[]): ClassDecorator & MethodDecorator {
  return SetMetadata(MAY_CALL, [first, ...others]);
}

/** What was declared for a route: the handler's own word goes before its controller's. */
export function audienceOf(controller: object, handler: object): readonly Audience[] | undefined {
  return (Reflect.getMetadata(MAY_CALL, handler) ?? Reflect.getMetadata(MAY_CALL, controller)) as
    readonly Audience[] | undefined;
}
