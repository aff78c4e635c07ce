import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useLocation } from 'wouter';

import { lazyPart } from '../components/lazy-part.js';
import { Logo } from './logo.js';
import { Navigation } from './navigation.js';
import { OpenGatewayBanner } from './open-gateway-banner.js';
import { PageArea } from './page-area.js';
import { PageErrorBoundary } from './page-error-boundary.js';
import { ThemeToggle } from './theme-toggle.js';
import { WhoIsHere } from './who-is-here.js';

const MAIN_ID = 'main';
const Overlays = lazyPart(() => import('./overlays.js'));

/** What is around every page: the way to the others, and who is signed in. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [location] = useLocation();
  useEffect(close, [location, close]);
  return (
    <>
      <a className="skip-link" href={`#${MAIN_ID}`}>
        Skip to the page
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding={{ base: 'sm', sm: 'lg' }}
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={isOpen ? 'Close the navigation' : 'Open the navigation'}
                aria-expanded={isOpen}
              />
              <Logo />
            </Group>
            <ThemeToggle />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label="Pages">
          <AppShell.Section grow className="scrolls">
            <Navigation />
          </AppShell.Section>
          <AppShell.Section>
            <WhoIsHere />
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id={MAIN_ID} tabIndex={-1}>
          <OpenGatewayBanner />
          <PageErrorBoundary>
            <Overlays />
          </PageErrorBoundary>
          <PageArea />
        </AppShell.Main>
      </AppShell>
    </>
  );
}
