import { Box, Code, Group, Text } from '@mantine/core';

import { CopyButton } from '../../components/copy-button.js';

interface CodeBlockProps {
  text: string;
  /** What it is, such as `python` or `Request`. */
  name: string;
  /** What is copied, where that is more than is shown. */
  copied?: string;
}

const HIGHEST = 420;

/** Code in a frame of its own, to scroll in and to copy. */
export function CodeBlock({ text, name, copied = text }: CodeBlockProps) {
  return (
    <Box>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" truncate maw="70%">
          {name}
        </Text>
        <CopyButton text={copied} label={`Copy: ${name}`} />
      </Group>
      <Code block mah={HIGHEST} tabIndex={0} role="group" aria-label={name}>
        {text}
      </Code>
    </Box>
  );
}
