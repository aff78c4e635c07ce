import { Anchor, Code, Group } from '@mantine/core';
import { Link } from 'wouter';

import { CopyButton } from '../../components/copy-button.js';
import { Facts } from '../../components/facts.js';
import { dayOf } from '../../components/time-range.js';
import { formatUtc, When } from '../../components/when.js';
import { Card } from '../../components/card.js';
import type { Attempt, UsageRequest } from '../../api/answers.js';

/** Who asked for what, when, and by which ids it is found elsewhere. */
export function RequestCard({ request }: { request: UsageRequest }) {
  const { request_id, created_at, attempts } = request;
  const last = attempts.at(-1);
  if (last === undefined) return null;
  return (
    <Card title="Request">
      <Facts
        facts={[
          ['Time', <Time key="time" value={created_at} />],
          ['Model', last.model],
          last.served_model === null ? undefined : ['Served by', last.served_model],
          ['API', `${last.route.replaceAll('_', ' ')}${last.stream ? ', streamed' : ''}`],
          ['Key', <KeyLink key="key" attempt={last} />],
          subjectFact('Team', 'teams', last.team_id, last.team_name),
          subjectFact('User', 'users', last.user_id, last.user_name),
          ['Request id', <Id key="request" name="request id" text={request_id} />],
          last.session_id === null
            ? undefined
            : ['Session', <Session key="session" id={last.session_id} createdAt={created_at} />],
        ]}
      />
    </Card>
  );
}

function Time({ value }: { value: string }) {
  return (
    <>
      <When value={value} /> ({formatUtc(new Date(value))})
    </>
  );
}

function KeyLink({ attempt: { key_id, key_name } }: { attempt: Attempt }) {
  if (key_id === null) return 'master key';
  return (
    <Anchor component={Link} href={`/keys/${key_id}`} size="sm">
      {key_name ?? key_id}
    </Anchor>
  );
}

function subjectFact(label: string, path: string, id: string | null, name: string | null) {
  if (id === null) return undefined;
  return [
    label,
    <Anchor key={label} component={Link} href={`/${path}/${id}`} size="sm">
      {name ?? id}
    </Anchor>,
  ] as const;
}

function Id({ name, text }: { name: string; text: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code className="breaks">{text}</Code>
      <CopyButton text={text} label={`Copy the ${name}`} />
    </Group>
  );
}

/** Its records are from the day of this request on; sessions are seldom older. */
function Session({ id, createdAt }: { id: string; createdAt: string }) {
  const days = { range: 'custom', from: dayBefore(createdAt), to: dayOf(new Date().toISOString()) };
  const query = new URLSearchParams({ session_id: id, ...days });
  return (
    <>
      <Id name="session id" text={id} />
      <Anchor component={Link} href={`/usage?${query.toString()}`} size="sm">
        All records of this session
      </Anchor>
    </>
  );
}

const MS_A_DAY = 86_400_000;

function dayBefore(time: string): string {
  return dayOf(new Date(Date.parse(time) - MS_A_DAY).toISOString());
}
