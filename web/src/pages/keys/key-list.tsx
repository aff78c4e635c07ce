import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { FILTER_WIDTH } from '../../components/filter-row.js';
import { FilterSelect } from '../../components/filter-select.js';
import { KINDS } from '../../components/subject-kinds.js';
import { SubjectSelect } from '../../components/subject-select.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useListState } from '../../components/use-list-state.js';
import { listQueryOf } from '../subjects/list-query.js';
import { SubjectList } from '../subjects/subject-list.js';
import { KEY_COLUMNS } from './key-columns.js';

const FILTERS = ['search', 'status', 'team_id', 'user_id'] as const;
const STATUSES = [
  { value: '', label: 'All states' },
  { value: 'active', label: 'Active' },
  { value: 'blocked', label: 'Blocked' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
];
const OWNERS = [
  { kind: 'team', name: 'team_id', label: 'Team', placeholder: 'All teams' },
  { kind: 'user', name: 'user_id', label: 'User', placeholder: 'All users' },
] as const;

/** All virtual keys, however many. */
export function KeyList() {
  const state = useListState(FILTERS);
  const { values, set } = state;
  const list = useCursorList({
    queryKey: [KINDS.key.listKey, 'list', values],
    load: (page) =>
      answerOf(
        api.GET('/admin/keys', {
          params: { query: { ...page, ...listQueryOf<'active' | 'blocked'>(values) } },
        }),
      ),
  });
  return (
    <SubjectList
      kind="key"
      description="What people and programs call the gateway with; each can have a budget, limits and models of its own."
      purpose="A key lets a person or a program call the models, within its budget and limits."
      searchLabel="Search by name, key or user"
      state={state}
      list={list}
      columns={KEY_COLUMNS}
    >
      <FilterSelect
        label="State"
        w={{ base: '100%', sm: 130 }}
        options={STATUSES}
        value={values.status}
        onChange={(status) => set({ status })}
      />
      {OWNERS.map(({ kind, name, label, placeholder }) => (
        <SubjectSelect
          key={name}
          kind={kind}
          aria-label={label}
          w={FILTER_WIDTH}
          placeholder={placeholder}
          value={values[name] ?? null}
          onChange={(id) => set({ [name]: id ?? undefined })}
        />
      ))}
    </SubjectList>
  );
}
