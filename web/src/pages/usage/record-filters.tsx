import { Button, Collapse, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';

import { SearchField } from '../../components/search-field.js';
import { FilterRow } from '../../components/filter-row.js';
import { FilterSelect } from '../../components/filter-select.js';
import { PROVIDER_OPTIONS } from '../../components/provider-options.js';
import { SubjectSelect } from '../../components/subject-select.js';
import { type FilterValues, RARE } from './usage-filters.js';
import { useDeploymentOptions } from './use-deployment-options.js';
import { useUsedModels } from './use-used-models.js';

interface RecordFiltersProps {
  values: FilterValues;
  onChange: (changes: FilterValues) => void;
  /** Another one when what was typed is to be forgotten. */
  fieldsKey: number;
}

interface Option {
  value: string;
  label: string;
}

const RESULTS = [
  { value: '', label: 'All results' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'refused', label: 'Refused' },
  { value: 'cancelled', label: 'Cancelled' },
];
const SUBJECTS = [
  { kind: 'key', name: 'key_id', label: 'Key', placeholder: 'All keys' },
  { kind: 'team', name: 'team_id', label: 'Team', placeholder: 'All teams' },
  { kind: 'user', name: 'user_id', label: 'User', placeholder: 'All users' },
] as const;
const TEXTS = [
  { name: 'status', label: 'HTTP status, as in “529”' },
  { name: 'error_type', label: 'Error, as in “overloaded_error”' },
  { name: 'session_id', label: 'Session' },
  { name: 'request_id', label: 'Request id' },
  { name: 'min_cost_usd', label: 'Dollars at least, as in “0.5”' },
] as const;

/** Narrows the records by who, what, and how it went. */
export function RecordFilters({ values, onChange, fieldsKey }: RecordFiltersProps) {
  const rareOnes = RARE.filter((name) => values[name] !== undefined).length;
  const [isOpen, { toggle }] = useDisclosure(rareOnes > 0);
  return (
    <>
      <FilterRow>
        {SUBJECTS.map(({ kind, name, label, placeholder }) => (
          <SubjectSelect
            key={name}
            kind={kind}
            aria-label={label}
            placeholder={placeholder}
            w={{ base: '100%', sm: 180 }}
            value={values[name] ?? null}
            onChange={(id) => onChange({ [name]: id ?? undefined })}
          />
        ))}
        <ModelSelect value={values.model} onChange={(model) => onChange({ model })} />
        <FilterSelect
          label="Provider"
          options={PROVIDER_OPTIONS}
          value={values.provider}
          onChange={(provider) => onChange({ provider })}
        />
        <FilterSelect
          label="Result"
          options={RESULTS}
          value={values.result}
          onChange={(result) => onChange({ result })}
        />
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={toggle}
          aria-expanded={isOpen}
        >
          {rareOnes === 0 ? 'More filters' : `More filters (${rareOnes})`}
        </Button>
      </FilterRow>
      <Collapse expanded={isOpen}>
        <Group mb="md" gap="sm" key={fieldsKey}>
          <DeploymentSelect value={values.deployment} onChange={(deployment) => onChange({ deployment })} />
          {TEXTS.map(({ name, label }) => (
            <SearchField
              key={name}
              label={label}
              value={values[name]}
              onChange={(text) => onChange({ [name]: text })}
            />
          ))}
        </Group>
      </Collapse>
    </>
  );
}

interface SelectFieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function ModelSelect(props: SelectFieldProps) {
  const options = useUsedModels().map((model) => ({ value: model, label: model }));
  return <SearchSelect label="Model" placeholder="All models" options={options} {...props} />;
}

function DeploymentSelect(props: SelectFieldProps) {
  const options = useDeploymentOptions();
  return <SearchSelect label="Deployment" placeholder="All deployments" options={options} {...props} />;
}

interface SearchSelectProps extends SelectFieldProps {
  label: string;
  placeholder: string;
  options: readonly Option[];
}

/** What the address asks for can be chosen also when it is none of the options. */
function SearchSelect({ label, placeholder, options, value, onChange }: SearchSelectProps) {
  const isOther = value !== undefined && options.every((option) => option.value !== value);
  return (
    <Select
      searchable
      clearable
      aria-label={label}
      placeholder={placeholder}
      nothingFoundMessage="Nothing fits"
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}`, tabIndex: 0 }}
      w={{ base: '100%', sm: 200 }}
      data={isOther ? [{ value, label: value }, ...options] : [...options]}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
