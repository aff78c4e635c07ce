import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';
import { Card } from '../../components/card.js';
import { KINDS } from '../subjects/kinds.js';
import { KEY_COLUMNS } from './key-columns.js';

const A_PAGE = 10;
/** The newest first, and no other order: that is for the page of all keys. */
const COLUMNS = KEY_COLUMNS.map((column) => ({ ...column, isSortable: false }));

/** The keys of a team or a user. */
export function KeysCard({ filter }: { filter: { team_id: string } | { user_id: string } }) {
  const can = useCan();
  const list = useCursorList({
    queryKey: [KINDS.key.listKey, 'list', filter],
    load: (page) => answerOf(api.GET('/admin/keys', { params: { query: { ...page, ...filter } } })),
    limit: A_PAGE,
  });
  const query = new URLSearchParams(filter).toString();
  const another = can('keys.write') && (
    <Anchor component={Link} size="sm" href={`/keys/new?${query}`}>
      New key
    </Anchor>
  );
  return (
    <Card title="Keys" aside={another}>
      <DataTable
        caption="Keys"
        list={list}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={<Text size="sm">No keys.</Text>}
      />
    </Card>
  );
}
