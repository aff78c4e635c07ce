interface ErrorParts {
  originalCode?: unknown;
  code?: unknown;
  meta?: { code?: unknown; driverAdapterError?: unknown };
  cause?: unknown;
}

/** Whether an error of the database, however wrapped, has an SQLSTATE of this form. */
export function hasSqlState(error: unknown, form: RegExp, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { originalCode, code, meta, cause } = error as ErrorParts;
  return (
    [originalCode, code, meta?.code].some((known) => typeof known === 'string' && form.test(known)) ||
    hasSqlState(meta?.driverAdapterError, form, depth + 1) ||
    hasSqlState(cause, form, depth + 1)
  );
}
