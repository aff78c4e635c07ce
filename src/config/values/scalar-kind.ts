export type Scalar = string | number | boolean;

/** What came of reading a value: the value, or what was found in its place (empty: describe the value itself). */
export type Reading<T> = { readonly value: T } | { readonly found: string };

/** One kind of value that a flag, a variable or a key of the file may have. */
export interface ScalarKind<T> {
  /** Completes "allowed is …". */
  readonly allowed: string;
  /** A value to show as an example of what is allowed. */
  readonly example?: string;
  /** Whether values are kept out of every message. */
  readonly isSecret?: boolean;
  read(value: Scalar): Reading<T>;
}

/** The value is not allowed; `found` says why where the value itself does not show it. */
export function refuse(found = ''): { readonly found: string } {
  return { found };
}
