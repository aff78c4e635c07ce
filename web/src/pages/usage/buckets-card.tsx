import { Progress, Table, Text } from '@mantine/core';

import { countText } from '../../components/count-text.js';
import { formatShare } from '../../components/format-share.js';
import { Money } from '../../components/money.js';
import { type SmallColumns, SmallTable } from '../../components/small-table.js';
import { formatWhole } from '../../components/tokens.js';
import { Card } from '../../components/card.js';
import { type Bucket, bucketsOf, webSearchCostOf } from '../../components/buckets.js';
import type { UsageRequest } from '../../api/answers.js';

const HUNDRED = 100;
const COLUMNS: SmallColumns = [
  { header: 'Billed as' },
  { header: 'Tokens', align: 'end' },
  { header: 'Share', width: '22%' },
  { header: 'Cost', align: 'end' },
  { header: 'Share', width: '22%' },
];

/** What the tokens of a request were billed as, and what each kind of them cost. */
export function BucketsCard({ request: { attempts, cost_usd } }: { request: UsageRequest }) {
  const buckets = bucketsOf(attempts);
  const allTokens = buckets.reduce((sum, { tokens }) => sum + tokens, 0);
  const searchUsd = webSearchCostOf(attempts);
  const allUsd = buckets.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), searchUsd);
  const thinking = attempts.reduce((sum, { thinking_tokens }) => sum + thinking_tokens, 0);
  return (
    <Card title="Tokens and cost">
      <SmallTable
        caption="Tokens and cost"
        columns={COLUMNS}
        minWidth={440}
        footer={<AllCells tokens={allTokens} costUsd={cost_usd} />}
      >
        {buckets.map((bucket) => (
          <BucketRow key={bucket.name} bucket={bucket} allTokens={allTokens} allUsd={allUsd} />
        ))}
        {searchUsd > 0 && <SearchRow costUsd={searchUsd} allUsd={allUsd} />}
      </SmallTable>
      <Notes attempts={attempts} thinkingTokens={thinking} />
    </Card>
  );
}

interface BucketRowProps {
  bucket: Bucket;
  allTokens: number;
  allUsd: number;
}

function BucketRow({ bucket: { name, tokens, costUsd }, allTokens, allUsd }: BucketRowProps) {
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td ta="end">{formatWhole(tokens)}</Table.Td>
      <Table.Td>
        <ShareBar part={tokens} whole={allTokens} of="the tokens" />
      </Table.Td>
      <Table.Td ta="end">
        <Money usd={costUsd} />
      </Table.Td>
      <Table.Td>
        <ShareBar part={costUsd ?? 0} whole={allUsd} of="the cost" />
      </Table.Td>
    </Table.Tr>
  );
}

function SearchRow({ costUsd, allUsd }: { costUsd: number; allUsd: number }) {
  return (
    <Table.Tr>
      <Table.Td>Web searches</Table.Td>
      <Table.Td />
      <Table.Td />
      <Table.Td ta="end">
        <Money usd={costUsd} />
      </Table.Td>
      <Table.Td>
        <ShareBar part={costUsd} whole={allUsd} of="the cost" />
      </Table.Td>
    </Table.Tr>
  );
}

function AllCells({ tokens, costUsd }: { tokens: number; costUsd: number | null }) {
  return (
    <>
      <Table.Th scope="row">All</Table.Th>
      <Table.Td ta="end">{formatWhole(tokens)}</Table.Td>
      <Table.Td />
      <Table.Td ta="end">
        <Money usd={costUsd} />
      </Table.Td>
      <Table.Td />
    </>
  );
}

function ShareBar({ part, whole, of }: { part: number; whole: number; of: string }) {
  const share = whole === 0 ? 0 : part / whole;
  return <Progress value={share * HUNDRED} size="sm" aria-label={`${formatShare(share)} of ${of}`} />;
}

interface NotesProps {
  attempts: UsageRequest['attempts'];
  thinkingTokens: number;
}

function Notes({ attempts, thinkingTokens }: NotesProps) {
  const notes = [
    thinkingTokens > 0 && `Thinking is ${countText(thinkingTokens, 'token', formatWhole)} of the output.`,
    attempts.some(({ cost_breakdown }) => cost_breakdown?.is_exact === false) &&
      'The parts are at the prices of today, which have changed since; the sum is what was recorded.',
    attempts.some(({ price_source }) => price_source === 'deployment') && 'At the deployment’s own prices.',
    attempts.some(({ is_estimated }) => is_estimated) &&
      'Estimated: the answer broke off before upstream told its usage.',
    attempts.some(({ is_notional }) => is_notional) && 'Notional: the caller’s own plan paid.',
  ];
  const shown = notes.filter((note) => note !== false);
  if (shown.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {shown.join(' ')}
    </Text>
  );
}
