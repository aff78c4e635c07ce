import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { EmptyState } from '../../components/empty-state.js';
import { Loaded } from '../../components/loaded.js';
import { FirstSteps } from './first-steps.js';

/** Pixels of the first steps. */
const HEIGHT = 340;

/** Instead of figures that are all zero: the first steps on a new gateway, a word on one that was only not used lately. */
export function NoCalls() {
  const query = useQuery({ queryKey: ['usage', 'newest'], queryFn: wasEverCalled });
  return (
    <Loaded query={query} height={HEIGHT}>
      {(wasCalled) =>
        wasCalled ? (
          <EmptyState title="No calls in this time">
            Nor in the time before it. There are some in another one.
          </EmptyState>
        ) : (
          <FirstSteps />
        )
      }
    </Loaded>
  );
}

async function wasEverCalled(): Promise<boolean> {
  const page = await answerOf(api.GET('/admin/usage', { params: { query: { limit: 1 } } }));
  // The other thing that this address answers is CSV, for those who ask for it.
  return typeof page !== 'string' && page.data.length > 0;
}
