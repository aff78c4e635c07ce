import { Injectable, type PipeTransform } from '@nestjs/common';

import { NotFoundError } from '../../errors/gateway-error.js';
import { UUID } from './field.decorator.js';

/** What cannot be an id is the id of nothing. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (UUID.test(id)) return id.toLowerCase();
    throw new NotFoundError({ message: 'There is nothing with this id.' });
  }
}
