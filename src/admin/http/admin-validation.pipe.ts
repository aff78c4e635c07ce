import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

import { type FieldProblem, InvalidFieldsError } from './invalid-fields-error.js';
import { FORBIDDEN_NAMES } from './parse-admin-body.js';

/** Holds bodies and queries against their DTO, refuses fields that it does not have, and names the ones at fault. */
@Injectable()
export class AdminValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => new InvalidFieldsError(problemsOf(errors, '') as [FieldProblem]),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') assertNoForbiddenName(value);
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** The pipe would pass over these without a word. */
function assertNoForbiddenName(query: unknown): void {
  const param = Object.keys(query ?? {}).find((name) => FORBIDDEN_NAMES.has(name));
  if (param !== undefined)
    throw new InvalidFieldsError([{ param, message: `"${param}" is not known here.` }]);
}

function problemsOf(errors: readonly ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const param = pathOf(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).slice(0, 1);
    return [
      ...own.map(([rule, message]) => ({ param, message: describe(rule, message, param) })),
      ...problemsOf(error.children ?? [], param),
    ];
  });
}

function describe(rule: string, message: string, param: string): string {
  if (rule === 'whitelistValidation') return `"${param}" is not known here.`;
  return `"${param}" ${message}.`;
}

function pathOf(parent: string, property: string): string {
  const name = property.slice(0, 100);
  if (parent === '') return name;
  return /^\d+$/.test(name) ? `${parent}[${name}]` : `${parent}.${name}`;
}
