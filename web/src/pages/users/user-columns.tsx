import { Anchor, Box, Text } from '@mantine/core';
import { Link } from 'wouter';

import type { Column } from '../../components/data-table.js';
import { SHARED_COLUMNS } from '../subjects/shared-columns.js';
import type { User } from '../../api/answers.js';
import { TeamLink } from '../subjects/team-link.js';

/** The columns of lists of users; the name leads to the user. */
export const USER_COLUMNS: readonly Column<User>[] = [
  {
    id: 'name',
    header: 'Name',
    isSortable: true,
    cell: ({ id, name, email }) => (
      <Box miw={110}>
        <Anchor component={Link} href={`/users/${id}`} size="sm" className="breaks">
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" className="breaks">
          {email}
        </Text>
      </Box>
    ),
  },
  {
    id: 'team',
    header: 'Team',
    isExtra: true,
    cell: ({ team_id, team_name }) => <TeamLink id={team_id} name={team_name} />,
  },
  SHARED_COLUMNS.status,
  SHARED_COLUMNS.budget,
  SHARED_COLUMNS.limits,
  SHARED_COLUMNS.made,
];
