import { NavLink } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { PAGES } from '../pages/pages.js';
import { useCan } from '../session/use-session.js';

/** The pages that this role is shown. */
export function Navigation() {
  const [location] = useLocation();
  const can = useCan();
  return PAGES.filter(({ needs }) => can(needs)).map(({ path, label, icon: Icon }) => (
    <NavLink
      key={path}
      component={Link}
      href={path}
      label={label}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      active={isAt(location, path)}
      aria-current={isAt(location, path) ? 'page' : undefined}
    />
  ));
}

function isAt(location: string, path: string): boolean {
  return path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
}
