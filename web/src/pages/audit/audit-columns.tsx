import { Anchor, Code } from '@mantine/core';

import type { AuditEntry } from '../../api/answers.js';
import type { Column } from '../../components/data-table.js';
import { When } from '../../components/when.js';

/** The columns of the audit log; the action opens the detail. */
export function auditColumns(onOpen: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] {
  return [
    { id: 'created_at', header: 'When', width: 190, cell: ({ created_at }) => <When value={created_at} /> },
    {
      id: 'action',
      header: 'What',
      cell: (entry) => (
        <Anchor component="button" size="sm" onClick={() => onOpen(entry)}>
          {entry.action}
        </Anchor>
      ),
    },
    { id: 'actor', header: 'Who', cell: ({ actor, actor_role }) => `${shortOf(actor)} (${actor_role})` },
    {
      id: 'fields',
      header: 'Fields',
      isExtra: true,
      cell: ({ changes }) => Object.keys(changes ?? {}).join(', ') || '–',
    },
    {
      id: 'object',
      header: 'Object',
      isExtra: true,
      cell: ({ object_id }) => <Code>{shortOf(object_id)}</Code>,
    },
  ];
}

/** Ids are long, and their first characters tell them apart. */
function shortOf(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…` : id;
}
