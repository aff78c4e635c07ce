import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';

import type { Attention } from '../../api/answers.js';
import { Card } from '../../components/card.js';
import { Loaded } from '../../components/loaded.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useAttention } from './use-attention.js';

const MOST = 8;
const WAITING_HEIGHT = 22;
const PLACES: Readonly<Record<Attention['subject']['type'], (id: string) => string>> = {
  key: (id) => `/keys/${id}`,
  team: (id) => `/teams/${id}`,
  user: (id) => `/users/${id}`,
  deployment: (id) => `/models/${encodeURIComponent(id)}`,
  model: (id) => `/models?model_name=${encodeURIComponent(id)}`,
};

/** What somebody should look at: the worst first. */
export function AttentionList() {
  return (
    <Card title="Needs attention">
      <Loaded query={useAttention()} height={WAITING_HEIGHT}>
        {({ data }) => <Items items={data} />}
      </Loaded>
    </Card>
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
