import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import type { AdminKey } from '../../api/answers.js';
import { api } from '../../api/client.js';
import { type Column, DataTable } from '../../components/data-table.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { When } from '../../components/when.js';
import { CreateAdminKey } from './create-admin-key.js';

const LIST_KEY = ['admin-keys'];

/** The credentials of those who run the gateway. */
export default function AdminKeysPage() {
  const [isCreating, { open, close }] = useDisclosure(false);
  const list = useCursorList({
    queryKey: LIST_KEY,
    load: (page) => answerOf(api.GET('/admin/admin-keys', { params: { query: page } })),
  });
  const createButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
      New admin key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Admin keys"
        description="For people and programs that run the gateway, each in one role. They are never changed: make a new one, revoke the old."
        actions={createButton}
      />
      <DataTable
        caption="Admin keys"
        list={list}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No admin keys yet" actions={createButton}>
            Until there is one, the master key is all that opens this console.
          </EmptyState>
        }
      />
      <CreateAdminKey isOpen={isCreating} onClose={close} listKey={LIST_KEY} />
    </>
  );
}

const COLUMNS: readonly Column<AdminKey>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name },
  { id: 'role', header: 'Role', cell: ({ role }) => role.replace('_', ' ') },
  { id: 'status', header: 'Status', cell: (adminKey) => <StatusBadge status={statusOf(adminKey)} /> },
  { id: 'preview', header: 'Key', isExtra: true, cell: ({ key_preview }) => key_preview },
  {
    id: 'expires_at',
    header: 'Expires',
    isExtra: true,
    cell: ({ expires_at }) => <When value={expires_at} otherwise="never" />,
  },
  { id: 'created_at', header: 'Made', isExtra: true, cell: ({ created_at }) => <When value={created_at} /> },
  { id: 'revoke', header: 'Change', align: 'end', cell: (adminKey) => <RevokeButton adminKey={adminKey} /> },
];

function RevokeButton({ adminKey: { id, name, revoked_at } }: { adminKey: AdminKey }) {
  const cache = useQueryClient();
  if (revoked_at !== null) return null;
  const revoke = async (): Promise<void> => {
    await answerOf(api.DELETE('/admin/admin-keys/{id}', { params: { path: { id } } }));
    await cache.invalidateQueries({ queryKey: LIST_KEY });
  };
  return (
    <ConfirmButton
      title={`Revoke the admin key “${name}”?`}
      consequence="It stops working at once and for ever, and whoever is signed in with it is signed out."
      confirmLabel="Revoke"
      doneMessage={`“${name}” is revoked.`}
      onConfirm={revoke}
    >
      Revoke
    </ConfirmButton>
  );
}

function statusOf({ revoked_at, expires_at }: AdminKey): string {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= Date.now() ? 'expired' : 'active';
}
