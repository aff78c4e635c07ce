import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';

/** What most people want to begin with goes first. */
const LIKED = /sonnet/;

/** The models that a key may use, by what the gateway answers to the key itself; undefined until it did. */
export function useKeyModels(secret: string): readonly string[] | undefined {
  const { data, isError } = useQuery({
    // Not under the secret, which is kept nowhere.
    queryKey: ['key-models', useId()],
    queryFn: async () => {
      const headers = { authorization: `Bearer ${secret}` };
      return answerOf(api.GET('/v1/models', { headers }));
    },
    retry: false,
    gcTime: 0,
    select: ({ data: models = [] }) => likedFirst(models.flatMap(({ id }) => id ?? [])),
  });
  return isError ? [] : data;
}

function likedFirst(names: readonly string[]): string[] {
  return names.toSorted((one, other) => Number(LIKED.test(other)) - Number(LIKED.test(one)));
}
