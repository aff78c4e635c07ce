import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

import type { Key } from '../../api/answers.js';

/** The user and the team that a key belongs to. */
export function OwnerLinks({ virtualKey }: { virtualKey: Key }) {
  const { user_id, user_name, team_id, team_name } = virtualKey;
  if (user_id === null && team_id === null) return '–';
  return (
    <>
      {user_id !== null && (
        <Anchor component={Link} href={`/users/${user_id}`} size="sm">
          {user_name ?? user_id}
        </Anchor>
      )}
      {user_id !== null && team_id !== null && ' · '}
      {team_id !== null && (
        <Anchor component={Link} href={`/teams/${team_id}`} size="sm">
          {team_name ?? team_id}
        </Anchor>
      )}
    </>
  );
}
