import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

import type { Column } from '../../components/data-table.js';
import { SHARED_COLUMNS } from '../subjects/shared-columns.js';
import type { Team } from '../../api/answers.js';

/** The columns of the list of teams; the name leads to the team. */
export const TEAM_COLUMNS: readonly Column<Team>[] = [
  {
    id: 'name',
    header: 'Name',
    isSortable: true,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/teams/${id}`} size="sm" className="breaks">
        {name}
      </Anchor>
    ),
  },
  SHARED_COLUMNS.status,
  SHARED_COLUMNS.budget,
  SHARED_COLUMNS.limits,
  SHARED_COLUMNS.made,
];
