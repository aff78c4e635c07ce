import { Component, type ReactNode } from 'react';

import { ErrorState } from '../components/error-state.js';

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
    // A page that was loaded before an update asks for files that are gone; a new one knows the new ones.
    return <ErrorState error={error} onRetry={() => window.location.reload()} />;
  }
}
