import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';

import { queryClient } from './api/query-client.js';
import { SessionGate } from './session/session-gate.js';
import { Shell } from './shell/shell.js';
import { styleNonce } from './style-nonce.js';
import { readableColors, theme } from './theme.js';

/** Where the gateway serves it, as the build has it; without the slash at its end. */
export const BASE_PATH = import.meta.env.BASE_URL.slice(0, -1);

/** The console: everything that all pages share, around the shell. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={readableColors}
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Router base={BASE_PATH}>
          <SessionGate>
            <Shell />
          </SessionGate>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  );
}
