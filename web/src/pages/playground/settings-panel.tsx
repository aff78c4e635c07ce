import { Box, Button, Input, Paper, SegmentedControl, Stack, Switch, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';

import { fieldErrorOf } from './field-error-of.js';
import { KeySelect } from './key-select.js';
import { ModelField } from './model-field.js';
import { SamplingFields } from './sampling-fields.js';
import type { Api } from './settings.js';
import { ThinkingFields } from './thinking-fields.js';
import { ToolsField } from './tools-field.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';

const APIS: { value: Api; label: string }[] = [
  { value: 'messages', label: 'Messages' },
  { value: 'chat', label: 'Chat Completions' },
];

/** With what the model is asked. On narrow screens all but key and model fold away. */
export function SettingsPanel() {
  const [isOpen, { toggle }] = useDisclosure(false);
  const detailsId = useId();
  return (
    <Paper component="section" aria-label="Settings" p="md" w={{ base: '100%', md: 330 }} flex="none">
      <Stack gap="sm">
        <KeySelect />
        <ModelField />
        <Button
          hiddenFrom="md"
          variant="default"
          size="xs"
          onClick={toggle}
          aria-expanded={isOpen}
          aria-controls={detailsId}
        >
          {isOpen ? 'Fewer settings' : 'More settings'}
        </Button>
        <Box id={detailsId} display={{ base: isOpen ? 'block' : 'none', md: 'block' }}>
          <MoreSettings />
        </Box>
      </Stack>
    </Paper>
  );
}

function MoreSettings() {
  const [api, setApi] = useSetting('api');
  const [system, setSystem] = useSetting('system');
  const [stream, setStream] = useSetting('stream');
  const systemError = usePlaygroundState(fieldErrorOf('system'));
  return (
    <Stack gap="sm">
      <Input.Wrapper label="API" labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="API"
          data={APIS}
          value={api}
          onChange={(value) => setApi(value)}
        />
      </Input.Wrapper>
      <Switch
        label="Stream the answer"
        checked={stream}
        onChange={(event) => setStream(event.currentTarget.checked)}
      />
      <Textarea
        label="System prompt"
        autosize
        minRows={2}
        maxRows={12}
        value={system}
        onChange={(event) => setSystem(event.currentTarget.value)}
        error={systemError}
      />
      <SamplingFields />
      <ThinkingFields />
      <ToolsField />
    </Stack>
  );
}
