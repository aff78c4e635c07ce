import { type Browser, chromium, type Page } from 'playwright-core';

import { type AdminStack, startAdmin } from '../admin/start-admin.js';
import { startEmbeddedDatabase, type TestDatabase } from '../database/start-test-database.js';
import { findBrowser } from './find-browser.js';
import { watchPage } from './watch-page.js';

/** What each view is shown in. */
export const SCHEMES = ['light', 'dark'] as const;

interface PageOptions {
  colorScheme?: (typeof SCHEMES)[number];
  viewport?: { width: number; height: number };
}

/** A gateway on the embedded database before a fake Anthropic API, and a browser for its console. */
export interface ConsoleStack extends AdminStack {
  /** A page of a browser that knows nothing of the others: no cookie, no cache. */
  openPage(options?: PageOptions): Promise<Page>;
}

const DESKTOP = { width: 1280, height: 900 };
const TIMEOUT_MS = 15_000;

interface ConsoleOptions {
  /** Goes before what the gateway needs. */
  env?: Record<string, string | undefined>;
  /** What the database holds before the gateway starts. */
  fill?: (database: TestDatabase) => Promise<void>;
}

/** Starts them. The console is the one in dist/web. */
export async function startConsole({ env, fill }: ConsoleOptions = {}): Promise<ConsoleStack> {
  const startDatabase = async (): Promise<TestDatabase> => {
    const database = await startEmbeddedDatabase();
    await fill?.(database);
    return database;
  };
  const stack = await startAdmin(startDatabase, env);
  const browser = await startBrowser().catch(async (error: unknown) => {
    await stack.close();
    throw error;
  });
  return {
    ...stack,
    openPage: async ({ colorScheme = 'light', viewport = DESKTOP } = {}) => {
      const context = await browser.newContext({
        baseURL: stack.gateway.url,
        colorScheme,
        viewport,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      });
      context.setDefaultTimeout(TIMEOUT_MS);
      const page = await context.newPage();
      await watchPage(page);
      return page;
    },
    close: async () => {
      await browser.close();
      await stack.close();
    },
  };
}

async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('The suites of the console need a Chromium: apt-get install chromium.');
  }
  // Its sandbox needs what containers and the root user do not have; it is shown nothing but our own pages.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
