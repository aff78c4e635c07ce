type ListSort = '-created_at' | 'created_at' | 'name' | '-name';

/** The newest first, as the API has it by itself. */
export const DEFAULT_SORT = '-created_at';

/** What an address asks of a list. What the API does not know it refuses, and says so. */
export function listQueryOf<Status extends string = never>({
  sort,
  status,
  ...filters
}: {
  sort?: string;
  status?: string;
  search?: string;
  team_id?: string;
  user_id?: string;
}) {
  return {
    ...filters,
    ...(sort === undefined ? {} : { sort: sort as ListSort }),
    ...(status === undefined ? {} : { status: status as Status }),
  };
}
