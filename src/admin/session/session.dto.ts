import { OrNull, Text } from '../http/field.decorator.js';

export class SignInBody {
  /** The master key or an admin key; not needed on an open gateway. */
  @OrNull()
  @Text()
  key?: string | null;
}
