import { Route, Switch, useLocation } from 'wouter';

import { EmptyState } from '../components/empty-state.js';
import { PageHeader } from '../components/page-header.js';
import { PAGES } from '../pages/pages.js';
import { useCan } from '../session/use-session.js';
import { PageErrorBoundary } from './page-error-boundary.js';

/** The page of the present address. */
export function PageArea() {
  const [location] = useLocation();
  const can = useCan();
  return (
    <PageErrorBoundary key={location.split('/')[1]}>
      <Switch>
        {PAGES.map(({ path, needs, component }) => (
          <Route
            key={path}
            path={path === '/' ? path : `${path}/*?`}
            component={can(needs) ? component : NotAllowed}
          />
        ))}
        <Route component={NoSuchPage} />
      </Switch>
    </PageErrorBoundary>
  );
}

function NotAllowed() {
  return (
    <>
      <PageHeader title="Not for this role" />
      <EmptyState title="Your role is not shown this page">
        An owner of the gateway can tell you more.
      </EmptyState>
    </>
  );
}

function NoSuchPage() {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState title="There is nothing at this address">The navigation has all there is.</EmptyState>
    </>
  );
}
