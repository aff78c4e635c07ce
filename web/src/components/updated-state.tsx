import { Alert, Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';

/** What is shown where a part of the console is from before an update: only its reader knows when to load it anew. */
export function UpdatedState() {
  return (
    <Alert color="indigo" role="alert" icon={<IconRefresh aria-hidden />} title="The console was updated">
      <Text size="sm">This page is from before. Reload it to go on.</Text>
      <Button size="compact-sm" variant="default" mt="sm" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </Alert>
  );
}
