import { Group } from '@mantine/core';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useCan } from '../../session/use-session.js';
import { KeysCard } from '../keys/keys-card.js';
import { SubjectActions } from '../subjects/subject-actions.js';
import type { User } from '../../api/answers.js';
import { SubjectCards } from '../subjects/subject-cards.js';
import { SubjectView } from '../subjects/subject-view.js';
import { TeamLink } from '../subjects/team-link.js';

/** One user: what they may, what they spent, their keys. */
export function UserPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <SubjectView kind="user" id={id}>
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
          <SubjectCards
            kind="user"
            subject={user}
            facts={[['Team', <TeamLink key="team" id={user.team_id} name={user.team_name} />]]}
          >
            <KeysCard filter={{ user_id: id }} />
          </SubjectCards>
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
