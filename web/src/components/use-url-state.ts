import { useSearchParams } from 'wouter';

/** Values in the address, so that a view can be bookmarked, shared, and gone back to. */
export interface UrlState<Name extends string> {
  values: Partial<Record<Name, string>>;
  /** Sets some; undefined and empty ones are taken out. */
  set: (changes: Partial<Record<Name, string | undefined>>) => void;
}

/** `const { values, set } = useUrlState(['search', 'sort', 'status']);` */
export function useUrlState<Name extends string>(names: readonly Name[]): UrlState<Name> {
  const [params, setParams] = useSearchParams();
  const present = names.flatMap((name) => {
    const value = params.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    values: Object.fromEntries(present) as Partial<Record<Name, string>>,
    set: (changes) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      }),
  };
}
