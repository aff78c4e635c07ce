import { Anchor, Code, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { answerOf } from '../api/answer-of.js';
import type { AuditEntry } from '../api/answers.js';
import { api } from '../api/client.js';
import { Card } from './card.js';
import { Loaded } from './loaded.js';
import { type SmallColumns, SmallTable } from './small-table.js';
import type { Kind } from './subject-kinds.js';
import { When } from './when.js';

const MOST_SHOWN = 8;
const WAITING_HEIGHT = 120;
const COLUMNS: SmallColumns = [
  { header: 'When' },
  { header: 'What' },
  { header: 'Fields' },
  { header: 'Who' },
];

interface ChangesCardProps {
  kind: Kind | 'model';
  id: string;
}

/** Who changed it lately, from the audit log. */
export function ChangesCard({ kind, id }: ChangesCardProps) {
  const query = useQuery({
    queryKey: ['audit', kind, id],
    queryFn: () => {
      const params = { query: { object_type: kind, object_id: id, limit: MOST_SHOWN } };
      return answerOf(api.GET('/admin/audit', { params }));
    },
  });
  const all = (
    <Anchor component={Link} size="sm" href={`/audit?object_type=${kind}&object_id=${id}`}>
      In the audit log
    </Anchor>
  );
  return (
    <Card title="Changes" aside={all}>
      <Loaded query={query} height={WAITING_HEIGHT}>
        {({ data: entries }) => <Entries entries={entries} />}
      </Loaded>
    </Card>
  );
}

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  if (entries.length === 0) return <Text size="sm">None that the log knows of.</Text>;
  return (
    <SmallTable caption="Changes" columns={COLUMNS} minWidth={420}>
      {entries.map(({ id, created_at, action, changes, actor, actor_role }) => (
        <Table.Tr key={id}>
          <Table.Td>
            <When value={created_at} />
          </Table.Td>
          <Table.Td>{verbOf(action)}</Table.Td>
          <Table.Td>{Object.keys(changes ?? {}).join(', ') || '–'}</Table.Td>
          <Table.Td>
            <Code title={actor}>{actor.slice(0, 8)}</Code> {actor_role.replace('_', ' ')}
          </Table.Td>
        </Table.Tr>
      ))}
    </SmallTable>
  );
}

/** `key.update` → `update`. */
function verbOf(action: string): string {
  return action.slice(action.indexOf('.') + 1);
}
