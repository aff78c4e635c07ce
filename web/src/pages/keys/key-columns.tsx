import { Anchor, Box, Text } from '@mantine/core';
import { Link } from 'wouter';

import type { Column } from '../../components/data-table.js';
import { StatusBadge } from '../../components/status-badge.js';
import { SHARED_COLUMNS } from '../subjects/shared-columns.js';
import type { Key } from '../../api/answers.js';
import { OwnerLinks } from './owner-links.js';

/** The columns of lists of keys; the name leads to the key. */
export const KEY_COLUMNS: readonly Column<Key>[] = [
  { id: 'name', header: 'Name', isSortable: true, cell: (key) => <NameCell virtualKey={key} /> },
  { id: 'owner', header: 'Owner', isExtra: true, cell: (key) => <OwnerLinks virtualKey={key} /> },
  {
    ...SHARED_COLUMNS.status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  SHARED_COLUMNS.budget,
  SHARED_COLUMNS.limits,
  SHARED_COLUMNS.made,
];

function NameCell({ virtualKey: { id, name, key_preview } }: { virtualKey: Key }) {
  return (
    <Box miw={110}>
      <Anchor component={Link} href={`/keys/${id}`} size="sm" className="breaks">
        {name ?? 'without a name'}
      </Anchor>
      <Text size="xs" c="dimmed">
        {key_preview}
      </Text>
    </Box>
  );
}
