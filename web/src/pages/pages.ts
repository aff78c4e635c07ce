import {
  IconChartBar,
  IconGauge,
  IconKey,
  IconListDetails,
  IconMessageCircle,
  IconServer2,
  IconSettings,
  IconShieldLock,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

import { type LazyPart, lazyPart } from '../components/lazy-part.js';
import { LoadingState } from '../components/loading-state.js';
import type { Action } from '../session/can.js';
import { OverviewPage } from './overview/overview-page.js';

/** A page of the console. */
export interface Page {
  path: string;
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  /** What one must be allowed to be shown it. */
  needs: Action;
  /** Most are loaded when they are first gone to, or before. */
  component: ComponentType & { preload?: () => void };
}

/** A page that may use any component of the library. The overview is there at once, and keeps to those of styles/base.ts. */
function page(load: () => Promise<{ default: ComponentType }>): LazyPart<object> {
  return lazyPart(async () => {
    const [module] = await Promise.all([load(), import('../styles/all-components.js')]);
    return module;
  }, LoadingState);
}

/** All pages, as the navigation lists them. A page takes everything below its path. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    label: 'Overview',
    icon: IconGauge,
    needs: 'usage.read',
    component: OverviewPage,
  },
  {
    path: '/keys',
    label: 'Keys',
    icon: IconKey,
    needs: 'keys.read',
    component: page(() => import('./keys/keys-page.js')),
  },
  {
    path: '/teams',
    label: 'Teams',
    icon: IconUsersGroup,
    needs: 'teams.read',
    component: page(() => import('./teams/teams-page.js')),
  },
  {
    path: '/users',
    label: 'Users',
    icon: IconUser,
    needs: 'users.read',
    component: page(() => import('./users/users-page.js')),
  },
  {
    path: '/models',
    label: 'Models',
    icon: IconServer2,
    needs: 'models.read',
    component: page(() => import('./models/models-page.js')),
  },
  {
    path: '/usage',
    label: 'Usage',
    icon: IconChartBar,
    needs: 'usage.read',
    component: page(() => import('./usage/usage-page.js')),
  },
  {
    path: '/playground',
    label: 'Playground',
    icon: IconMessageCircle,
    needs: 'playground.use',
    component: page(() => import('./playground/playground-page.js')),
  },
  {
    path: '/admin-keys',
    label: 'Admin keys',
    icon: IconShieldLock,
    needs: 'admin_keys.manage',
    component: page(() => import('./admin-keys/admin-keys-page.js')),
  },
  {
    path: '/settings',
    label: 'Settings',
    icon: IconSettings,
    needs: 'settings.read',
    component: page(() => import('./settings/settings-page.js')),
  },
  {
    path: '/audit',
    label: 'Audit log',
    icon: IconListDetails,
    needs: 'audit.read',
    component: page(() => import('./audit/audit-page.js')),
  },
];

/** The page that a path of the console's leads to; undefined: none. */
export function pageAt(location: string): Page | undefined {
  return PAGES.find(({ path }) => isPartOf(path, location));
}

/** Whether a path is that of a page, or below it. */
export function isPartOf(path: string, location: string): boolean {
  return path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
}
