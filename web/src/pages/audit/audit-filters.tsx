import { DayField } from '../../components/day-field.js';
import { FilterRow } from '../../components/filter-row.js';
import { FilterSelect } from '../../components/filter-select.js';
import { SearchField } from '../../components/search-field.js';

export const AUDIT_FILTERS = ['object_type', 'object_id', 'actor', 'action', 'from', 'to'] as const;
export type AuditFilterValues = Partial<Record<(typeof AUDIT_FILTERS)[number], string>>;

const OBJECTS = [
  { value: '', label: 'All objects' },
  { value: 'key', label: 'Keys' },
  { value: 'team', label: 'Teams' },
  { value: 'user', label: 'Users' },
  { value: 'model', label: 'Models' },
  { value: 'admin_key', label: 'Admin keys' },
  { value: 'session', label: 'Sessions' },
];

interface AuditFiltersProps {
  values: AuditFilterValues;
  onChange: (changes: AuditFilterValues) => void;
}

/** Narrows the log by object, person, action and day. */
export function AuditFilters({ values, onChange }: AuditFiltersProps) {
  return (
    <FilterRow>
      <FilterSelect
        label="Objects"
        options={OBJECTS}
        value={values.object_type}
        onChange={(object_type) => onChange({ object_type })}
      />
      <SearchField
        label="Id of the object"
        value={values.object_id}
        onChange={(object_id) => onChange({ object_id })}
      />
      <SearchField
        label="Who, as in “master”"
        value={values.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <SearchField
        label="Action, as in “key.update”"
        value={values.action}
        onChange={(action) => onChange({ action })}
      />
      <DayField label="First day, UTC" value={values.from ?? ''} onChange={(from) => onChange({ from })} />
      <DayField label="Last day, UTC" value={values.to ?? ''} onChange={(to) => onChange({ to })} />
    </FilterRow>
  );
}
