import { Progress, Table, Text } from '@mantine/core';

import { formatShare } from '../../components/format-share.js';
import { Money } from '../../components/money.js';
import { formatWhole } from '../../components/tokens.js';
import { Card } from '../../components/card.js';
import { type Bucket, bucketsOf, webSearchCostOf } from './buckets.js';
import type { UsageRequest } from './usage-record.js';

const HUNDRED = 100;

/** What the tokens of a request were billed as, and what each kind of them cost. */
export function BucketsCard({ request: { attempts, cost_usd } }: { request: UsageRequest }) {
  const buckets = bucketsOf(attempts);
  const allTokens = buckets.reduce((sum, { tokens }) => sum + tokens, 0);
  const searchUsd = webSearchCostOf(attempts);
  const allUsd = buckets.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), searchUsd);
  const thinking = attempts.reduce((sum, { thinking_tokens }) => sum + thinking_tokens, 0);
  return (
    <Card title="Tokens and cost">
      <Table.ScrollContainer minWidth={440}>
        <Table aria-label="Tokens and cost">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Billed as</Table.Th>
              <Table.Th ta="end">Tokens</Table.Th>
              <Table.Th w="22%">Share</Table.Th>
              <Table.Th ta="end">Cost</Table.Th>
              <Table.Th w="22%">Share</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {buckets.map((bucket) => (
              <BucketRow key={bucket.name} bucket={bucket} allTokens={allTokens} allUsd={allUsd} />
            ))}
            {searchUsd > 0 && <SearchRow costUsd={searchUsd} allUsd={allUsd} />}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">All</Table.Th>
              <Table.Td ta="end">{formatWhole(allTokens)}</Table.Td>
              <Table.Td />
              <Table.Td ta="end">
                <Money usd={cost_usd} />
              </Table.Td>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
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
    thinkingTokens > 0 && `${formatWhole(thinkingTokens)} tokens of the output are thinking.`,
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
