import { Button, Flex } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';

import { PageHeader } from '../../components/page-header.js';
import { ConversationView } from './conversation-view.js';
import { SettingsPanel } from './settings-panel.js';
import { usePlayground, usePlaygroundState } from './use-playground.js';

/** Talks to a model through the gateway, as any of its keys. */
export default function PlaygroundPage() {
  const { clear } = usePlayground();
  const isEmpty = usePlaygroundState(({ turns }) => turns.length === 0);
  return (
    <>
      <PageHeader
        title="Playground"
        description="Real calls through this gateway. The conversation is kept until this page is reloaded."
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={16} aria-hidden />}
            // Disabled, and still there for the focus that cleared it.
            data-disabled={isEmpty || undefined}
            aria-disabled={isEmpty}
            onClick={clear}
          >
            Clear
          </Button>
        }
      />
      <Flex direction={{ base: 'column', md: 'row' }} gap="lg" align="flex-start">
        <SettingsPanel />
        <ConversationView />
      </Flex>
    </>
  );
}
