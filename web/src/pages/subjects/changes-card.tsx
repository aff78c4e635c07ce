import { Anchor, Code, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { ErrorState } from '../../components/error-state.js';
import { LoadingState } from '../../components/loading-state.js';
import { When } from '../../components/when.js';
import { Card } from '../../components/card.js';
import type { Kind } from './kinds.js';

const MOST_SHOWN = 8;
const WAITING_HEIGHT = 120;
/** What scrolls can be scrolled by keyboard. */
const SCROLLED = { tabIndex: 0, role: 'region', 'aria-label': 'Changes, scrolled sideways' };

interface ChangesCardProps {
  kind: Kind | 'model';
  id: string;
}

/** Who changed it lately, from the audit log. */
export function ChangesCard({ kind, id }: ChangesCardProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', kind, id],
    queryFn: () => {
      const query = { object_type: kind, object_id: id, limit: MOST_SHOWN };
      return answerOf(api.GET('/admin/audit', { params: { query } }));
    },
  });
  const all = (
    <Anchor component={Link} size="sm" href={`/audit?object_type=${kind}&object_id=${id}`}>
      In the audit log
    </Anchor>
  );
  return (
    <Card title="Changes" aside={all}>
      {data === undefined && error === null && <LoadingState height={WAITING_HEIGHT} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.data.length === 0 && <Text size="sm">None that the log knows of.</Text>}
      {data !== undefined && data.data.length > 0 && <Entries entries={data.data} />}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly components['schemas']['AuditAnswer'][] }) {
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: SCROLLED }}>
      <Table aria-label="Changes">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Fields</Table.Th>
            <Table.Th>Who</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
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
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** `key.update` → `update`. */
function verbOf(action: string): string {
  return action.slice(action.indexOf('.') + 1);
}
