import { Alert, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageHeader } from '../../components/page-header.js';
import { SearchField } from '../../components/search-field.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';
import { FilterRow } from '../../components/filter-row.js';
import { FilterSelect } from '../../components/filter-select.js';
import { NothingFits } from '../../components/nothing-fits.js';
import { PROVIDER_OPTIONS } from '../../components/provider-options.js';
import { useListState } from '../../components/use-list-state.js';
import { DEPLOYMENT_COLUMNS } from './deployment-columns.js';
import type { Deployment } from './deployment.js';
import { MODELS_KEY, REFRESH_MS } from './use-deployment.js';

const FILTERS = ['search', 'health', 'source', 'provider'] as const;
const HEALTHS = [
  { value: '', label: 'Any health' },
  { value: 'available', label: 'Available' },
  { value: 'cooling_down', label: 'Cooling down' },
  { value: 'probing', label: 'Probing' },
  { value: 'parked', label: 'Parked' },
  { value: 'paused', label: 'Paused' },
  { value: 'unreadable', label: 'Unreadable' },
];
const SOURCES = [
  { value: '', label: 'From anywhere' },
  { value: 'config', label: 'Of the configuration' },
  { value: 'database', label: 'Added at run time' },
];
const SELECTS = [
  { name: 'health', label: 'Health', options: HEALTHS },
  { name: 'source', label: 'Source', options: SOURCES },
  { name: 'provider', label: 'Provider', options: PROVIDER_OPTIONS },
] as const;

/** All deployments with how they are, as it changes. */
export function DeploymentList() {
  const can = useCan();
  const { values, set, isFiltered, clear, fieldsKey } = useListState(FILTERS);
  const list = useCursorList({
    queryKey: [MODELS_KEY, 'list', values],
    load: (page) =>
      answerOf(api.GET('/admin/models', { params: { query: { ...page, ...queryOf(values) } } })),
    refetchInterval: REFRESH_MS,
  });
  const addLink = can('models.write') && (
    <Button component={Link} href="/models/new" leftSection={<IconPlus size={16} aria-hidden />}>
      Add a model
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Models"
        description="What calls are sent to, and how it is now. Several of one name share its calls."
        actions={addLink}
      />
      <FilterRow>
        <SearchField
          key={fieldsKey}
          label="Search by name or model"
          value={values.search}
          onChange={(search) => set({ search })}
        />
        {SELECTS.map(({ name, label, options }) => (
          <FilterSelect
            key={name}
            label={label}
            options={options}
            value={values[name]}
            onChange={(value) => set({ [name]: value })}
          />
        ))}
      </FilterRow>
      {list.error !== null && list.rows !== undefined && (
        <Alert color="yellow" mb="md" title="What is shown is of a moment ago">
          {messageOf(list.error)}
        </Alert>
      )}
      <DataTable
        caption="Models"
        list={list}
        columns={DEPLOYMENT_COLUMNS}
        rowKey={({ id }) => id}
        empty={
          isFiltered ? (
            <NothingFits plural="models" onClear={clear} />
          ) : (
            <EmptyState title="No models yet" actions={addLink}>
              Without one the gateway has nothing to send calls to: add one here, or in the configuration.
            </EmptyState>
          )
        }
      />
    </>
  );
}

/** What the API does not know it refuses, and says so. */
function queryOf({ search, health, source, provider }: Partial<Record<(typeof FILTERS)[number], string>>) {
  return {
    ...(search && { search }),
    ...(health && { health: health as Deployment['health'] }),
    ...(source && { source: source as Deployment['source'] }),
    ...(provider && { provider: provider as Deployment['provider'] }),
  };
}
