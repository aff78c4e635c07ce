import { TagsInput, type TagsInputProps } from '@mantine/core';

import { useModelNames } from './use-model-names.js';

/** Names of models, and patterns of them; offers those that the gateway serves. */
export function ModelsInput(props: TagsInputProps) {
  return <TagsInput data={useModelNames()} clearable splitChars={[',', ' ']} {...props} />;
}
