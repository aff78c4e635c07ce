import { Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';

import type { Summary } from '../../api/answers.js';
import { formatShare } from '../../components/format-share.js';
import { formatMoney } from '../../components/money.js';
import { formatCount } from '../../components/tokens.js';

/** What the tiles are made from. */
export type TileSums = Pick<
  Summary['totals'],
  | 'requests'
  | 'error_rate'
  | 'input_tokens'
  | 'output_tokens'
  | 'cache_read_tokens'
  | 'cache_write_tokens'
  | 'cache_read_share'
  | 'cost_usd'
>;

const NO_SHARE = '–';
const TILES: readonly { label: string; textOf: (sums: TileSums) => string }[] = [
  { label: 'Spend', textOf: ({ cost_usd }) => formatMoney(cost_usd) },
  { label: 'Requests', textOf: ({ requests }) => formatCount(requests) },
  {
    label: 'Tokens in and out',
    textOf: ({ input_tokens, cache_read_tokens, cache_write_tokens, output_tokens }) =>
      `${formatCount(input_tokens + cache_read_tokens + cache_write_tokens)}, ${formatCount(output_tokens)}`,
  },
  { label: 'Input from the cache', textOf: ({ cache_read_share }) => formatShare(cache_read_share) },
  { label: 'Error rate', textOf: ({ error_rate }) => formatShare(error_rate) },
];

interface SumTilesProps {
  /** Undefined while they are on their way. */
  sums: TileSums | undefined;
  /** Whether they are of more than what is listed. */
  isWider: boolean;
}

/** What the listed records come to. */
export function SumTiles({ sums, isWider }: SumTilesProps) {
  return (
    <section aria-label="Sums">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        {TILES.map(({ label, textOf }) => (
          <Tile key={label} label={label} text={sums && textOf(sums)} />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mih={20} mb={4} mt={4}>
        {isWider &&
          'These are sums by time, key, team, user, model and provider; the other filters narrow only the list.'}
      </Text>
    </section>
  );
}

function Tile({ label, text }: { label: string; text: string | undefined }) {
  return (
    <Paper p="sm" component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Skeleton visible={text === undefined}>
        <Text fz={20} fw={650}>
          {text ?? NO_SHARE}
        </Text>
      </Skeleton>
    </Paper>
  );
}
