import { NotFoundError } from '../../errors/gateway-error.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a row as the database has it. What cannot be one is the id of nothing: NotFoundError. */
export function rowIdOf(id: string): string {
  return UUID.test(id) ? id.toLowerCase() : notFound();
}

/** @throws NotFoundError */
export function notFound(): never {
  throw new NotFoundError({ code: 'deployment_not_found', message: 'There is no deployment with this id.' });
}
