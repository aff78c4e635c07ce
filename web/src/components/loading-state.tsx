import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

interface LoadingStateProps {
  /** Pixels: what will be here is as high, so that nothing moves when it comes. */
  height?: number;
  /** Several below each other, such as the lines of a list. */
  count?: number;
}

/** Keeps the place of what is on its way. */
export function LoadingState({ height = 240, count = 1 }: LoadingStateProps) {
  return (
    <Stack gap="xs" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </Stack>
  );
}
