import { Anchor, Box } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'wouter';

/** The way back to where a page belongs, above its title. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Box mb="xs">
      <Anchor component={Link} href={href} size="sm">
        <IconChevronLeft size={14} aria-hidden /> {children}
      </Anchor>
    </Box>
  );
}
