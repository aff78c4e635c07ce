import type { Column } from '../../components/data-table.js';
import { StatusBadge } from '../../components/status-badge.js';
import { When } from '../../components/when.js';
import { BudgetCell } from './budget-cell.js';
import { limitsText } from './limits-text.js';
import type { Subject } from './subject.js';

/** Columns that lists of keys, teams and users have alike. */
export const SHARED_COLUMNS = {
  status: {
    id: 'status',
    header: 'Status',
    width: 110,
    cell: ({ is_blocked }: Subject) => <StatusBadge status={is_blocked ? 'blocked' : 'active'} />,
  },
  budget: {
    id: 'budget',
    header: 'Budget',
    width: 230,
    cell: (subject: Subject) => <BudgetCell budgets={subject.budgets} spend={subject.spend} />,
  },
  limits: {
    id: 'limits',
    header: 'Limits',
    isExtra: true,
    cell: (subject: Subject) => <small>{limitsText(subject)}</small>,
  },
  made: {
    id: 'created_at',
    header: 'Made',
    isSortable: true,
    isExtra: true,
    width: 120,
    cell: ({ created_at }: Subject) => <When value={created_at} dayOnly />,
  },
} satisfies Record<string, Column<Subject>>;
