import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'wouter';

import { formatDuration } from '../../components/format-duration.js';
import { Money } from '../../components/money.js';
import { type SmallColumns, SmallTable } from '../../components/small-table.js';
import { StatusBadge } from '../../components/status-badge.js';
import { Tokens } from '../../components/tokens.js';
import { Card } from '../../components/card.js';
import { deploymentHref } from '../models/deployment.js';
import type { Attempt } from '../../api/answers.js';

const COLUMNS: SmallColumns = [
  { header: '#' },
  { header: 'Deployment' },
  { header: 'Outcome' },
  { header: 'In', align: 'end' },
  { header: 'Out', align: 'end' },
  { header: 'Cache', align: 'end' },
  { header: 'Cost', align: 'end' },
  { header: 'Duration', align: 'end' },
  { header: 'First token', align: 'end' },
];

/** What was tried for a request, and what came of it. */
export function AttemptsCard({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <Card title="Attempts">
      <SmallTable caption="Attempts" columns={COLUMNS} minWidth={680}>
        {attempts.map((attempt) => (
          <AttemptRow key={attempt.attempt_id} attempt={attempt} />
        ))}
      </SmallTable>
    </Card>
  );
}

function AttemptRow({ attempt }: { attempt: Attempt }) {
  const { result, status, error_type, error_code, cache_read_tokens, cache_write_tokens } = attempt;
  const error = error_code ?? error_type;
  return (
    <Table.Tr>
      <Table.Td>{attempt.attempt}</Table.Td>
      <Table.Td>
        <Where attempt={attempt} />
      </Table.Td>
      <Table.Td>
        <StatusBadge status={result} />
        <Text size="xs" c="dimmed">
          {status} {error}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        <Tokens count={attempt.input_tokens} />
      </Table.Td>
      <Table.Td ta="end">
        <Tokens count={attempt.output_tokens} />
      </Table.Td>
      <Table.Td ta="end">
        <Tokens count={cache_read_tokens + cache_write_tokens} />
      </Table.Td>
      <Table.Td ta="end">
        <Money usd={attempt.cost_usd} />
      </Table.Td>
      <Table.Td ta="end">{formatDuration(attempt.duration_ms)}</Table.Td>
      <Table.Td ta="end">{formatDuration(attempt.time_to_first_token_ms)}</Table.Td>
    </Table.Tr>
  );
}

function Where({ attempt: { deployment, provider, upstream_model } }: { attempt: Attempt }) {
  if (deployment === null) return 'none: refused by the gateway';
  return (
    <>
      <Anchor component={Link} href={deploymentHref(deployment)} size="sm" title={deployment}>
        {deployment.slice(0, 12)}
      </Anchor>
      <Text size="xs" c="dimmed" className="breaks">
        {provider}/{upstream_model}
      </Text>
    </>
  );
}
