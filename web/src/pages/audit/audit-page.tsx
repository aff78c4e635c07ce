import { Drawer } from '@mantine/core';
import { useState } from 'react';

import { answerOf } from '../../api/answer-of.js';
import type { AuditEntry } from '../../api/answers.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageHeader } from '../../components/page-header.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useUrlState } from '../../components/use-url-state.js';
import { auditColumns } from './audit-columns.js';
import { AuditDetail } from './audit-detail.js';
import { AUDIT_FILTERS, AuditFilters } from './audit-filters.js';
import { auditQueryOf } from './audit-query.js';

/** Who changed what, when. */
export default function AuditPage() {
  const { values, set } = useUrlState(AUDIT_FILTERS);
  const [shown, setShown] = useState<AuditEntry>();
  const list = useCursorList({
    queryKey: ['audit', values],
    load: (page) =>
      answerOf(api.GET('/admin/audit', { params: { query: { ...page, ...auditQueryOf(values) } } })),
  });
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change through the admin API and this console: who, what, when."
      />
      <AuditFilters values={values} onChange={set} />
      <DataTable
        caption="Changes"
        list={list}
        columns={auditColumns(setShown)}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No changes">Nobody changed anything that fits these filters.</EmptyState>}
      />
      <Drawer
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        position="right"
        size="lg"
        title={shown?.action}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown !== undefined && <AuditDetail entry={shown} />}
      </Drawer>
    </>
  );
}
