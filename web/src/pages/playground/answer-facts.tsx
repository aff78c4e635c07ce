import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Bucket } from '../../components/buckets.js';
import { formatDuration } from '../../components/format-duration.js';
import { Money } from '../../components/money.js';
import { Tokens } from '../../components/tokens.js';
import { bucketsOf } from './buckets-of.js';
import { CodeBlock } from './code-block.js';
import type { Answer } from './conversation.js';
import { Folded } from './folded.js';
import { shortened } from './shortened.js';
import { useRequestRecord } from './use-request-record.js';
import { curlOf } from './wire/curl-of.js';

const COST_WIDTH = 100;

/** What an answer took and cost, and how it was asked for; behind a fold in full. */
export function AnswerFacts({ answer }: { answer: Answer }) {
  const record = useRequestRecord(answer);
  const buckets = bucketsOf(answer.tokens, record);
  const costUsd = answer.head?.costUsd ?? (record ? record.cost_usd : record);
  return (
    <Stack gap={4}>
      {answer.tokens !== undefined && (
        <Group gap="sm" mih={20}>
          <Fact name="Cost" miw={COST_WIDTH}>
            {costUsd === undefined ? '…' : <Money usd={costUsd} />}
          </Fact>
          <Fact name="In">
            <Tokens count={tokensOf(buckets, ({ name }) => name !== 'Output')} />
          </Fact>
          <Fact name="Out">
            <Tokens count={tokensOf(buckets, ({ name }) => name === 'Output')} />
          </Fact>
          <Fact name="First token">{formatDuration(answer.firstTokenMs ?? null)}</Fact>
          <Fact name="Total">{formatDuration(answer.durationMs ?? null)}</Fact>
        </Group>
      )}
      <Folded label="Details">
        <Buckets buckets={buckets} />
        <Route answer={answer} />
      </Folded>
      <Folded label="Request as curl">
        <Curl answer={answer} />
      </Folded>
    </Stack>
  );
}

interface FactProps {
  name: string;
  children: ReactNode;
  /** Keeps the place of what comes later. */
  miw?: number;
}

function Fact({ name, children, miw }: FactProps) {
  return (
    <Text size="xs" c="dimmed" miw={miw}>
      {name} {children}
    </Text>
  );
}

function Buckets({ buckets }: { buckets: readonly Bucket[] }) {
  return (
    <Table aria-label="Tokens and cost" w="auto" fz="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Tokens</Table.Th>
          <Table.Th ta="end">Count</Table.Th>
          <Table.Th ta="end">Cost</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {buckets.map(({ name, tokens, costUsd }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="end">{tokens.toLocaleString('en-US')}</Table.Td>
            <Table.Td ta="end">{costUsd === null ? '–' : <Money usd={costUsd} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** By which way the answer came. */
function Route({ answer: { head, stopReason, tokens } }: { answer: Answer }) {
  const facts: [string, string | undefined][] = [
    ['Request', head?.requestId],
    ['Deployment', head?.deployment],
    ['Provider', head?.provider],
    ['Attempts', head?.attempts],
    ['Status', head && String(head.status)],
    ['Stop reason', stopReason],
    ['Thought tokens', tokens && tokens.thinking > 0 ? String(tokens.thinking) : undefined],
    ["Gateway's own time", head?.overheadMs === undefined ? undefined : `${head.overheadMs} ms`],
    ['Dropped parameters', head?.droppedParams],
  ];
  return (
    <Table aria-label="Way of the request" w="auto" fz="xs" mt="xs">
      <Table.Tbody>
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td className="breaks">{value}</Table.Td>
            </Table.Tr>
          ),
        )}
      </Table.Tbody>
    </Table>
  );
}

function Curl({ answer: { request } }: { answer: Answer }) {
  const curl = curlOf(request);
  return (
    <>
      <CodeBlock text={shortened(curl)} name="Request" copied={curl} />
      <Text size="xs" c="dimmed">
        Set TOLLGATE_KEY to a virtual key first; keys are not shown again here.
      </Text>
    </>
  );
}

function tokensOf(buckets: readonly Bucket[], isMeant: (bucket: Bucket) => boolean): number {
  return buckets.filter(isMeant).reduce((sum, { tokens }) => sum + tokens, 0);
}
