import { Component, type ReactNode } from 'react';

import { ErrorState } from '../components/error-state.js';
import { UpdatedError } from '../components/updated-error.js';
import { UpdatedState } from '../components/updated-state.js';

interface State {
  error?: Error;
}

/** A page that breaks takes neither the shell nor the other pages with it. */
export class PageErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof UpdatedError) return <UpdatedState />;
    // What broke begins anew with the whole page.
    return <ErrorState error={error} onRetry={() => window.location.reload()} />;
  }
}
