import { SimpleGrid, Stack } from '@mantine/core';

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
import type { Team } from '../subjects/subject.js';
import { SubjectView } from '../subjects/subject-view.js';
import { UsageCard } from '../subjects/usage-card.js';
import { UsersCard } from '../users/users-card.js';
import { useTeam } from './use-team.js';

/** One team: what it may, what it spent, who is in it. */
export function TeamPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <SubjectView kind="team" query={useTeam(id)}>
      {(team) => (
        <>
          <PageHeader
            title={team.name}
            description={<StatusBadge status={team.is_blocked ? 'blocked' : 'active'} />}
            actions={can('teams.write') && <Actions team={team} />}
          />
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <BudgetsCard subject={team} />
              <UsageCard kind="team" id={id} />
            </SimpleGrid>
            <KeysCard filter={{ team_id: id }} />
            <UsersCard teamId={id} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <SettingsCard subject={team} facts={[]} />
              <ChangesCard kind="team" id={id} />
            </SimpleGrid>
          </Stack>
        </>
      )}
    </SubjectView>
  );
}

function Actions({ team }: { team: Team }) {
  const params = { path: { id: team.id } };
  return (
    <SubjectActions
      kind="team"
      subject={team}
      setBlocked={(isBlocked) =>
        isBlocked
          ? answerOf(api.POST('/admin/teams/{id}/block', { params }))
          : answerOf(api.POST('/admin/teams/{id}/unblock', { params }))
      }
      deleteIt={() => answerOf(api.DELETE('/admin/teams/{id}', { params }))}
    />
  );
}
