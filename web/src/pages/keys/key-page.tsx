import { Button, Group, Text } from '@mantine/core';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import type { FactRows } from '../../components/facts.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { When } from '../../components/when.js';
import { useCan } from '../../session/use-session.js';
import { BlockButton } from '../subjects/block-button.js';
import type { Key } from '../../api/answers.js';
import { SubjectCards } from '../subjects/subject-cards.js';
import { SubjectView } from '../subjects/subject-view.js';
import { useRefresh } from '../../components/use-refresh.js';
import { keyName } from './key-name.js';
import { OwnerLinks } from './owner-links.js';
import { RotateKey } from './rotate-key.js';

/** One key: what it may, what it spent, who changed it. */
export function KeyPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <SubjectView kind="key" id={id}>
      {(key) => (
        <>
          <PageHeader
            title={keyName(key)}
            description={<Headline virtualKey={key} />}
            actions={can('keys.write') && key.status !== 'revoked' && <Actions virtualKey={key} />}
          />
          <SubjectCards kind="key" subject={key} facts={factsOf(key)} />
        </>
      )}
    </SubjectView>
  );
}

function Headline({ virtualKey }: { virtualKey: Key }) {
  const { key_preview, status, previous_key_expires_at: graceEndsAt } = virtualKey;
  return (
    <Group gap="xs" component="span">
      <StatusBadge status={status} /> {key_preview}
      {isAhead(graceEndsAt) && (
        <Text span inherit>
          The key before it works until <When value={graceEndsAt} />.
        </Text>
      )}
    </Group>
  );
}

function Actions({ virtualKey }: { virtualKey: Key }) {
  const { id, is_blocked } = virtualKey;
  const name = keyName(virtualKey);
  const refresh = useRefresh();
  const params = { path: { id } };
  return (
    <>
      <Button component={Link} href={`/keys/${id}/edit`} size="xs" variant="default">
        Edit
      </Button>
      <BlockButton
        kind="key"
        name={name}
        isBlocked={is_blocked}
        setBlocked={(isBlocked) =>
          isBlocked
            ? answerOf(api.POST('/admin/keys/{id}/block', { params }))
            : answerOf(api.POST('/admin/keys/{id}/unblock', { params }))
        }
      />
      <RotateKey id={id} name={name} />
      <ConfirmButton
        title={`Revoke the key “${name}”?`}
        consequence="What uses it stops working at once, and it never works again. Its usage stays."
        confirmLabel="Revoke"
        doneMessage={`“${name}” is revoked.`}
        onConfirm={() => answerOf(api.DELETE('/admin/keys/{id}', { params })).then(refresh)}
        c="error"
      >
        Revoke
      </ConfirmButton>
    </>
  );
}

function isAhead(time: string | null): time is string {
  return time !== null && Date.parse(time) > Date.now();
}

function factsOf(key: Key): FactRows {
  const { expires_at, revoked_at, created_by } = key;
  return [
    ['Owner', <OwnerLinks key="owner" virtualKey={key} />],
    ['Works until', <When key="expires" value={expires_at} otherwise="for ever" />],
    revoked_at === null ? undefined : ['Revoked', <When key="revoked" value={revoked_at} />],
    ['Made by', created_by],
  ];
}
