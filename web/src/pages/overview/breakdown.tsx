import { Anchor, Progress, SegmentedControl, Skeleton, Table, Text } from '@mantine/core';
import { Link } from 'wouter';

import { Card } from '../../components/card.js';
import { ErrorState } from '../../components/error-state.js';
import { formatShare } from '../../components/format-share.js';
import { Money } from '../../components/money.js';
import { type SmallColumns, SmallTable } from '../../components/small-table.js';
import type { TimeRange } from '../../components/time-range.js';
import { Tokens } from '../../components/tokens.js';
import { useUrlState } from '../../components/use-url-state.js';
import type { SummaryGroup } from './summary.js';
import { addUpGroups, type SubjectUse } from './add-up-groups.js';
import { useSummary } from './use-summary.js';

const MOST_ROWS = 10;
const HUNDRED = 100;

interface Subject {
  label: string;
  nameOf: (group: SummaryGroup) => string;
  /** Where more of it is to be seen. */
  hrefOf: (group: SummaryGroup) => string | undefined;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  model: {
    label: 'Model',
    nameOf: ({ model }) => model ?? 'no model',
    hrefOf: ({ model }) => `/usage?model=${encodeURIComponent(model ?? '')}`,
  },
  team: {
    label: 'Team',
    nameOf: ({ team_id, team_name }) => team_name ?? team_id ?? 'no team',
    hrefOf: ({ team_id }) => (team_id ? `/teams/${team_id}` : undefined),
  },
  key: {
    label: 'Key',
    nameOf: ({ key_id, key_name, key_preview }) => key_name ?? key_preview ?? key_id ?? 'master key',
    hrefOf: ({ key_id }) => (key_id ? `/keys/${key_id}` : undefined),
  },
};
const CHOICES = Object.entries(SUBJECTS).map(([value, { label }]) => ({
  value,
  label: `By ${label.toLowerCase()}`,
}));

const FIGURE_COLUMNS: SmallColumns = [
  { header: 'Spend', align: 'end' },
  { header: 'Share', width: '24%' },
  { header: 'Requests', align: 'end' },
  { header: 'Tokens', align: 'end' },
  { header: 'Errors', align: 'end' },
];

/** Who and what the spend of a time was for, the dearest first. */
export function Breakdown({ range }: { range: TimeRange }) {
  const { values, set } = useUrlState(['by']);
  const by = values.by !== undefined && values.by in SUBJECTS ? values.by : 'model';
  // Sums over anything but whole days are kept by the hour.
  const groupBy = range.step === 'hour' ? `hour,${by}` : by;
  const { data, error, refetch } = useSummary({ span: range, groupBy });
  return (
    <Card
      title="Where it went"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Grouped"
          data={CHOICES}
          value={by}
          onChange={(value) => set({ by: value })}
        />
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <BreakdownTable
          subject={SUBJECTS[by] as Subject}
          uses={data && addUpGroups(data.data, by)}
          totalUsd={data?.totals.cost_usd ?? 0}
        />
      )}
      {data?.truncated && (
        <Text size="xs" c="dimmed" mt="xs">
          There are more than can be added up here; the least dear are left out.
        </Text>
      )}
    </Card>
  );
}

interface BreakdownTableProps {
  subject: Subject;
  uses: readonly SubjectUse[] | undefined;
  totalUsd: number;
}

function BreakdownTable({ subject, uses, totalUsd }: BreakdownTableProps) {
  const rest = (uses?.length ?? 0) - MOST_ROWS;
  const { label } = subject;
  const columns = [{ header: label }, ...FIGURE_COLUMNS];
  return (
    <>
      <SmallTable caption={`Usage by ${label.toLowerCase()}`} columns={columns} minWidth={480}>
        {uses === undefined && <WaitingRows />}
        {uses?.slice(0, MOST_ROWS).map((use) => (
          <UseRow key={subject.nameOf(use.subject)} subject={subject} use={use} totalUsd={totalUsd} />
        ))}
      </SmallTable>
      {rest > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          and {rest} more
        </Text>
      )}
    </>
  );
}

function UseRow({ subject, use, totalUsd }: { subject: Subject; use: SubjectUse; totalUsd: number }) {
  const { requests, failedRequests, tokens, costUsd } = use;
  const share = totalUsd === 0 ? 0 : costUsd / totalUsd;
  return (
    <Table.Tr>
      <Table.Td>
        <SubjectName name={subject.nameOf(use.subject)} href={subject.hrefOf(use.subject)} />
      </Table.Td>
      <Table.Td ta="end">
        <Money usd={costUsd} />
      </Table.Td>
      <Table.Td>
        <Progress value={share * HUNDRED} size="sm" aria-label={`${formatShare(share)} of the spend`} />
      </Table.Td>
      <Table.Td ta="end">
        <Tokens count={requests} />
      </Table.Td>
      <Table.Td ta="end">
        <Tokens count={tokens} />
      </Table.Td>
      <Table.Td ta="end">{formatShare(requests === 0 ? null : failedRequests / requests)}</Table.Td>
    </Table.Tr>
  );
}

function SubjectName({ name, href }: { name: string; href: string | undefined }) {
  if (href === undefined) return name;
  return (
    <Anchor component={Link} href={href} size="sm">
      {name}
    </Anchor>
  );
}

function WaitingRows() {
  return Array.from({ length: 4 }, (_, index) => (
    <Table.Tr key={index}>
      <Table.Td colSpan={6}>
        <Skeleton h={20} />
      </Table.Td>
    </Table.Tr>
  ));
}
