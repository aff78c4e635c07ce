import { Button, Group, JsonInput } from '@mantine/core';

import { fieldErrorOf } from './field-error-of.js';
import { parseTools } from './parse-tools.js';
import { EXAMPLE_TOOLS } from './settings.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';

/** The tools that the model is told of, as JSON. */
export function ToolsField() {
  const [tools, setTools] = useSetting('tools');
  const refusal = usePlaygroundState(fieldErrorOf('tools'));
  const { problem } = parseTools(tools);
  return (
    <div>
      <JsonInput
        label="Tools"
        description="A JSON list, in Anthropic's or OpenAI's shape."
        placeholder="[ ]"
        autosize
        minRows={2}
        maxRows={16}
        formatOnBlur
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={tools}
        onChange={setTools}
        error={problem ?? refusal}
        validationError={problem}
      />
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={() => setTools(EXAMPLE_TOOLS)}>
          Use an example
        </Button>
        {tools !== '' && (
          <Button size="compact-xs" variant="default" onClick={() => setTools('')}>
            No tools
          </Button>
        )}
      </Group>
    </div>
  );
}
