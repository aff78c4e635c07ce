import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

/** A list as the API answers with it. */
interface ListPage<Row> {
  data: Row[];
  has_more: boolean;
  next_cursor: string | null;
  /** How many there are in all, where the API says so. */
  total?: number | null;
}

/** What a page of a list is asked by. */
interface PageQuery {
  limit: number;
  cursor?: string;
}

/** What a list is read by. */
export interface CursorListOptions<Row> {
  /** What the list is of, then all that it is narrowed and sorted by: a change begins at the first page. */
  queryKey: readonly unknown[];
  load: (page: PageQuery) => Promise<ListPage<Row>>;
  limit?: number;
  /** Asks again so often, for what changes by itself. */
  refetchInterval?: number;
}

/** A list of the API, one page at a time. */
export interface CursorList<Row> {
  rows: readonly Row[] | undefined;
  total: number | undefined;
  error: Error | null;
  isFetching: boolean;
  /** Counted from 1. */
  pageNumber: number;
  hasNext: boolean;
  goNext: () => void;
  goBack: () => void;
  refetch: () => void;
}

const DEFAULT_LIMIT = 50;

/** Reads a list by its cursors. Hand it to `<DataTable>`. */
export function useCursorList<Row>(options: CursorListOptions<Row>): CursorList<Row> {
  const { queryKey, load, limit = DEFAULT_LIMIT, refetchInterval } = options;
  const { cursors, push, pop } = useCursors(JSON.stringify(queryKey));
  const cursor = cursors.at(-1);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...queryKey, { limit, cursor }],
    queryFn: () => load({ limit, ...(cursor === undefined ? {} : { cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const next = data?.next_cursor ?? null;
  return {
    rows: data?.data,
    total: data?.total ?? undefined,
    error,
    isFetching,
    pageNumber: cursors.length + 1,
    hasNext: next !== null,
    goNext: () => next !== null && push(next),
    goBack: pop,
    refetch: () => void refetch(),
  };
}

/** The cursors that led here; those of another list lead nowhere. */
function useCursors(listKey: string) {
  const [state, setState] = useState<{ listKey: string; cursors: string[] }>({ listKey, cursors: [] });
  const cursors = state.listKey === listKey ? state.cursors : [];
  const set = (next: string[]): void => setState({ listKey, cursors: next });
  return {
    cursors,
    push: (cursor: string) => set([...cursors, cursor]),
    pop: () => set(cursors.slice(0, -1)),
  };
}
