import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { fieldErrorOf } from './field-error-of.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';
import { gatewayFetch } from './wire/gateway-fetch.js';

const SHOWN = 200;

/** What the key may use is offered; any other name can be written, as a wildcard may allow it. */
export function ModelField() {
  const [key] = useSetting('key');
  const [model, setModel] = useSetting('model');
  const refusal = usePlaygroundState(fieldErrorOf('model'));
  const { data: models = [], error } = useQuery({
    queryKey: ['models', 'playground', key?.id],
    queryFn: () => findModels(key?.id ?? ''),
    enabled: key !== null,
  });
  return (
    <Autocomplete
      label="Model"
      placeholder={key === null ? 'Choose a key first' : 'Choose or write one'}
      data={models}
      limit={SHOWN}
      // What was chosen narrows nothing: the next choice is among all.
      filter={({ options, search, limit }) =>
        models.includes(search)
          ? options.slice(0, limit)
          : options
              .filter((option) => 'value' in option && option.value.includes(search.trim()))
              .slice(0, limit)
      }
      value={model}
      onChange={setModel}
      spellCheck={false}
      error={error === null ? refusal : messageOf(error)}
    />
  );
}

async function findModels(keyId: string): Promise<string[]> {
  const { data } = await answerOf(listModels(keyId));
  return data.map(({ id }) => id);
}

async function listModels(keyId: string) {
  const response = await gatewayFetch('/v1/models', { keyId });
  const body: unknown = await response.json().catch(() => undefined);
  return { response, data: body as { data: { id: string }[] }, error: body };
}
