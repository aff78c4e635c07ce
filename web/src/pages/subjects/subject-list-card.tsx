import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

import { Card } from '../../components/card.js';
import { type Column, DataTable } from '../../components/data-table.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';
import { type CursorListOptions, useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';

const A_PAGE = 10;

interface SubjectListCardProps<Row> {
  kind: Kind;
  /** What they are narrowed by; a new one begins with it. */
  filter: Record<string, string>;
  load: CursorListOptions<Row>['load'];
  columns: readonly Column<Row>[];
}

/** The keys or users that belong to something, the newest first; other orders are for the page of all of them. */
export function SubjectListCard<Row extends { id: string }>(props: SubjectListCardProps<Row>) {
  const { kind, filter, load, columns } = props;
  const { title, plural, path, listKey } = KINDS[kind];
  const can = useCan();
  const list = useCursorList({ queryKey: [listKey, 'list', filter], load, limit: A_PAGE });
  const another = can(`${plural}.write`) && (
    <Anchor component={Link} size="sm" href={`${path}/new?${new URLSearchParams(filter).toString()}`}>
      New {kind}
    </Anchor>
  );
  return (
    <Card title={title} aside={another}>
      <DataTable
        caption={title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Text size="sm">No {plural}.</Text>}
      />
    </Card>
  );
}
