import { Injectable, type PipeTransform } from '@nestjs/common';

import { NotFoundError } from '../../errors/gateway-error.js';
import { isKeepableText } from '../http/parse-admin-body.js';

/** A record may be a second on its way, and those that are too old are dropped. */
export const NO_SUCH_REQUEST =
  'There are no records of a request with this id, or none that this key may see.';

const MOST_CHARACTERS = 200;

/** What the database could not hold is the id of nothing. */
@Injectable()
export class RequestIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (id.length <= MOST_CHARACTERS && isKeepableText(id)) return id;
    throw new NotFoundError({ message: NO_SUCH_REQUEST });
  }
}
