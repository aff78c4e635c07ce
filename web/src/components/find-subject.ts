import { answerOf } from '../api/answer-of.js';
import type { Key, Team, User } from '../api/answers.js';
import { api } from '../api/client.js';
import type { Kind } from './subject-kinds.js';

interface Subjects {
  key: Key;
  team: Team;
  user: User;
}

/** What the API tells of one. */
export type SubjectOf<K extends Kind> = Subjects[K];

const FINDERS: { readonly [K in Kind]: (id: string) => Promise<SubjectOf<K>> } = {
  key: (id) => answerOf(api.GET('/admin/keys/{id}', { params: { path: { id } } })),
  team: (id) => answerOf(api.GET('/admin/teams/{id}', { params: { path: { id } } })),
  user: (id) => answerOf(api.GET('/admin/users/{id}', { params: { path: { id } } })),
};

/** A key, a team or a user. */
export function findSubject<K extends Kind>(kind: K, id: string): Promise<SubjectOf<K>> {
  return FINDERS[kind](id);
}
