import { Alert, Button, Code, Group, Stack } from '@mantine/core';

import { CopyButton } from './copy-button.js';

interface SecretOnceProps {
  secret: string;
  /** What it is, such as `key`. */
  name: string;
  /** Without it there is no button for it. */
  onDone?: () => void;
}

/** A secret that is shown this once. */
export function SecretOnce({ secret, name, onDone }: SecretOnceProps) {
  return (
    <Stack gap="md">
      <Alert color="yellow" title="Copy it now">
        This {name} is not shown again. The gateway keeps only its digest.
      </Alert>
      <Code block className="breaks" tabIndex={0} role="region" aria-label={`The ${name}`}>
        {secret}
      </Code>
      <Group justify="space-between">
        <CopyButton text={secret} label={`Copy the ${name}`} withLabel />
        {onDone !== undefined && <Button onClick={onDone}>Done</Button>}
      </Group>
    </Stack>
  );
}
