import { Group, Text } from '@mantine/core';

/** The name with its mark. */
export function Logo() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/ui/icon.svg" width={24} height={24} alt="" />
      <Text fw={700} fz={17} lh={1}>
        Tollgate
      </Text>
    </Group>
  );
}
