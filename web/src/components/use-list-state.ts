import { useState } from 'react';

import { type UrlState, useUrlState } from './use-url-state.js';

/** A list's filters and order, as the address has them. */
export interface ListState<Name extends string> extends UrlState<Name | 'sort'> {
  isFiltered: boolean;
  /** Takes all filters out. */
  clear: () => void;
  /** Another one after each `clear`, so that fields forget what was typed into them. */
  fieldsKey: number;
}

/** The filters and the order of a list, kept in the address. */
export function useListState<Name extends string>(filters: readonly Name[]): ListState<Name> {
  const [fieldsKey, setFieldsKey] = useState(0);
  const address = useUrlState<Name | 'sort'>([...filters, 'sort']);
  const nothing = Object.fromEntries(filters.map((name) => [name, undefined]));
  return {
    ...address,
    isFiltered: filters.some((name) => address.values[name] !== undefined),
    clear: () => {
      address.set(nothing as Parameters<typeof address.set>[0]);
      setFieldsKey(fieldsKey + 1);
    },
    fieldsKey,
  };
}
