import { Code } from '@mantine/core';

import type { Settings } from '../../api/answers.js';
import { formatDuration } from '../../components/format-duration.js';
import { StatusBadge } from '../../components/status-badge.js';
import { formatWhole } from '../../components/tokens.js';
import { When } from '../../components/when.js';
import { FactsCard } from './facts-card.js';

const KILOBYTE = 1000;

/** The gateway itself. */
export function GatewayCard({ settings }: { settings: Settings }) {
  const { version, node_version, started_at, host, port, replicas } = settings;
  return (
    <FactsCard
      title="Gateway"
      facts={[
        ['Version', version],
        ['Node.js', node_version],
        ['Started', <When key="started" value={started_at} />],
        ['Listens on', <Code key="address">{`${host}:${port}`}</Code>],
        ['Replicas', formatWhole(replicas)],
      ]}
    />
  );
}

/** Where keys and spend are kept. */
export function DatabaseCard({
  database: { kind, status, latency_ms, migrations },
}: Pick<Settings, 'database'>) {
  return (
    <FactsCard
      title="Database"
      badge={<StatusBadge status={status} />}
      facts={[
        ['Kind', kind],
        ['Answers in', formatDuration(latency_ms)],
        ['Migrations', formatWhole(migrations?.applied ?? 0)],
        ['The last of them', migrations?.latest ?? '–'],
      ]}
    />
  );
}

/** What replicas share. */
export function RedisCard({ redis, replicas }: Pick<Settings, 'redis' | 'replicas'>) {
  if (redis === null) {
    const words = replicas > 1 ? 'Not set, though there are several replicas' : 'Not set: one process';
    return <FactsCard title="Redis" facts={[['Status', words]]} />;
  }
  return (
    <FactsCard
      title="Redis"
      badge={<StatusBadge status={redis.status} />}
      facts={[['Replicas that share it', formatWhole(redis.replicas)]]}
    />
  );
}

/** Spend on its way to the database. */
export function JournalCard({ journal }: Pick<Settings, 'journal'>) {
  const { status, backlog_records, backlog_bytes, oldest_at, open_attempts, is_writable } = journal;
  return (
    <FactsCard
      title="Journal of spend"
      badge={<StatusBadge status={status} />}
      facts={[
        ['Waiting records', formatWhole(backlog_records)],
        ['Waiting bytes', `${(backlog_bytes / KILOBYTE).toFixed(1)} kB`],
        ['The oldest is of', <When key="oldest" value={oldest_at} otherwise="nothing waits" />],
        ['Attempts under way', formatWhole(open_attempts)],
        ['Can be written', is_writable ? 'yes' : 'no'],
      ]}
    />
  );
}
