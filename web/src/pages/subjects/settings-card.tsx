import { Code, Group } from '@mantine/core';

import { type FactRows, Facts } from '../../components/facts.js';
import { When } from '../../components/when.js';
import { Card } from '../../components/card.js';
import { limitsText } from './limits-text.js';
import type { Subject } from './subject.js';

interface SettingsCardProps {
  subject: Subject;
  /** What only this kind has, first. */
  facts: FactRows;
}

/** What is set on it. */
export function SettingsCard({ subject, facts }: SettingsCardProps) {
  const { models, aliases, metadata, created_at, updated_at } = subject;
  const hasNotes = Object.keys(metadata).length > 0;
  const all: FactRows = [
    ...facts,
    ['Models', models.length === 0 ? 'all' : <Codes key="models" texts={models} />],
    aliases && ['Own names', <Aliases key="aliases" aliases={aliases} />],
    ['Limits', limitsText(subject)],
    ['Made', <When key="made" value={created_at} />],
    ['Changed', <When key="changed" value={updated_at} />],
    hasNotes ? ['Notes', <Notes key="notes" metadata={metadata} />] : undefined,
  ];
  return (
    <Card title="Settings">
      <Facts facts={all} />
    </Card>
  );
}

function Codes({ texts }: { texts: readonly string[] }) {
  return (
    <Group gap={4}>
      {texts.map((text) => (
        <Code key={text} className="breaks">
          {text}
        </Code>
      ))}
    </Group>
  );
}

function Aliases({ aliases }: { aliases: Record<string, string> }) {
  const pairs = Object.entries(aliases);
  if (pairs.length === 0) return '–';
  return <Codes texts={pairs.map(([name, model]) => `${name} → ${model}`)} />;
}

function Notes({ metadata }: { metadata: Record<string, unknown> }) {
  return (
    <Code block className="breaks" tabIndex={0} role="region" aria-label="Notes">
      {JSON.stringify(metadata, undefined, 2)}
    </Code>
  );
}
