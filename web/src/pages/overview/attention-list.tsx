import { Anchor, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

import type { Attention } from '../../api/answers.js';
import { ErrorState } from '../../components/error-state.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useAttention } from './use-attention.js';

const MOST = 8;
const PLACES: Readonly<Record<Attention['subject']['type'], (id: string) => string>> = {
  key: (id) => `/keys/${id}`,
  team: (id) => `/teams/${id}`,
  user: (id) => `/users/${id}`,
  deployment: (id) => `/models/${encodeURIComponent(id)}`,
  model: (id) => `/models?model_name=${encodeURIComponent(id)}`,
};

/** What somebody should look at: the worst first. */
export function AttentionList() {
  const { data, error, refetch } = useAttention();
  return (
    <Paper p="md" component="section" aria-labelledby="attention">
      <Title order={2} size="h4" id="attention" mb="sm">
        Needs attention
      </Title>
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton h={22} />
      ) : (
        <Items items={data.data} />
      )}
    </Paper>
  );
}

function Items({ items }: { items: readonly Attention[] }) {
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing: budgets have room, every deployment takes calls, and every model has a price.
      </Text>
    );
  }
  return (
    <Stack gap="xs" component="ul" className="plain-list">
      {items.slice(0, MOST).map((item) => (
        <Group
          key={`${item.kind} ${item.subject.id}`}
          component="li"
          gap="sm"
          wrap="nowrap"
          align="flex-start"
        >
          <StatusBadge status={item.severity} />
          <Text size="sm">
            <Anchor
              component={Link}
              href={PLACES[item.subject.type](item.subject.id)}
              inherit
              underline="always"
            >
              {item.subject.name ?? item.subject.id}
            </Anchor>
            : {item.message}
          </Text>
        </Group>
      ))}
      {items.length > MOST && (
        <Text component="li" size="xs" c="dimmed">
          and {items.length - MOST} more
        </Text>
      )}
    </Stack>
  );
}
