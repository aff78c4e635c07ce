import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';
import { Card } from '../../components/card.js';
import { KINDS } from '../subjects/kinds.js';
import { USER_COLUMNS } from './user-columns.js';

const A_PAGE = 10;
/** Without the team, which is that of the page; the newest first. */
const COLUMNS = USER_COLUMNS.filter(({ id }) => id !== 'team').map((column) => ({
  ...column,
  isSortable: false,
}));

/** The users of a team. */
export function UsersCard({ teamId }: { teamId: string }) {
  const can = useCan();
  const list = useCursorList({
    queryKey: [KINDS.user.listKey, 'list', { team_id: teamId }],
    load: (page) => answerOf(api.GET('/admin/users', { params: { query: { ...page, team_id: teamId } } })),
    limit: A_PAGE,
  });
  const another = can('users.write') && (
    <Anchor component={Link} size="sm" href={`/users/new?team_id=${teamId}`}>
      New user
    </Anchor>
  );
  return (
    <Card title="Users" aside={another}>
      <DataTable
        caption="Users"
        list={list}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={<Text size="sm">No users.</Text>}
      />
    </Card>
  );
}
