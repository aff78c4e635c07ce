import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useCan } from '../../session/use-session.js';
import { KeysCard } from '../keys/keys-card.js';
import { SubjectActions } from '../subjects/subject-actions.js';
import type { Team } from '../../api/answers.js';
import { SubjectCards } from '../subjects/subject-cards.js';
import { SubjectView } from '../subjects/subject-view.js';
import { UsersCard } from '../users/users-card.js';

/** One team: what it may, what it spent, who is in it. */
export function TeamPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <SubjectView kind="team" id={id}>
      {(team) => (
        <>
          <PageHeader
            title={team.name}
            description={<StatusBadge status={team.is_blocked ? 'blocked' : 'active'} />}
            actions={can('teams.write') && <Actions team={team} />}
          />
          <SubjectCards kind="team" subject={team} facts={[]}>
            <KeysCard filter={{ team_id: id }} />
            <UsersCard teamId={id} />
          </SubjectCards>
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
