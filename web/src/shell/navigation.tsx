import { NavLink } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { isPartOf, PAGES } from '../pages/pages.js';
import { useCan } from '../session/use-session.js';

/** The pages that this role is shown. */
export function Navigation() {
  const [location] = useLocation();
  const can = useCan();
  return PAGES.filter(({ needs }) => can(needs)).map(({ path, label, icon: Icon, component }) => (
    <NavLink
      key={path}
      component={Link}
      href={path}
      label={label}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      active={isPartOf(path, location)}
      onPointerEnter={component.preload}
      onFocus={component.preload}
      aria-current={isPartOf(path, location) ? 'page' : undefined}
    />
  ));
}
