import { Group, SimpleGrid, Stack } from '@mantine/core';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useCan } from '../../session/use-session.js';
import { KeysCard } from '../keys/keys-card.js';
import { BudgetsCard } from '../subjects/budgets-card.js';
import { ChangesCard } from '../subjects/changes-card.js';
import { SettingsCard } from '../subjects/settings-card.js';
import { SubjectActions } from '../subjects/subject-actions.js';
import type { User } from '../subjects/subject.js';
import { SubjectView } from '../subjects/subject-view.js';
import { TeamLink } from '../subjects/team-link.js';
import { UsageCard } from '../subjects/usage-card.js';
import { useUser } from './use-user.js';

/** One user: what they may, what they spent, their keys. */
export function UserPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <SubjectView kind="user" query={useUser(id)}>
      {(user) => (
        <>
          <PageHeader
            title={user.name}
            description={
              <Group gap="xs" component="span">
                <StatusBadge status={user.is_blocked ? 'blocked' : 'active'} /> {user.email}
              </Group>
            }
            actions={can('users.write') && <Actions user={user} />}
          />
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <BudgetsCard subject={user} />
              <UsageCard kind="user" id={id} />
            </SimpleGrid>
            <KeysCard filter={{ user_id: id }} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <SettingsCard subject={user} facts={[['Team', <TeamLink key="team" id={user.team_id} />]]} />
              <ChangesCard kind="user" id={id} />
            </SimpleGrid>
          </Stack>
        </>
      )}
    </SubjectView>
  );
}

function Actions({ user }: { user: User }) {
  const params = { path: { id: user.id } };
  return (
    <SubjectActions
      kind="user"
      subject={user}
      setBlocked={(isBlocked) =>
        isBlocked
          ? answerOf(api.POST('/admin/users/{id}/block', { params }))
          : answerOf(api.POST('/admin/users/{id}/unblock', { params }))
      }
      deleteIt={() => answerOf(api.DELETE('/admin/users/{id}', { params }))}
    />
  );
}
