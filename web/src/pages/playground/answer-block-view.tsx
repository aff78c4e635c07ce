import { Blockquote, Text } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';

import { type AnswerBlock, inputOf, type JsonObject } from './conversation.js';
import { CodeBlock } from './code-block.js';
import { Folded } from './folded.js';
import { WrittenText } from './written-text.js';

/** One part of an answer. */
export function AnswerBlockView({ block }: { block: AnswerBlock }) {
  switch (block.type) {
    case 'text':
      return <WrittenText text={block.text} />;
    case 'thinking':
      return <Thoughts text={block.text} />;
    case 'redacted_thinking':
      return <Thoughts text="Encrypted by Anthropic: it can be sent back, and not be read." />;
    case 'tool_call':
      return (
        <div role="group" aria-label={`Call of ${block.name}`}>
          <Text size="sm" fw={550}>
            <IconTool size={14} stroke={1.8} aria-hidden /> Calls {block.name}
          </Text>
          <CodeBlock text={formatInput(block.json)} name="Input" />
        </div>
      );
    case 'other':
      return <Other raw={block.raw} json={block.json} />;
  }
}

function Thoughts({ text }: { text: string }) {
  return (
    <Folded label="Thoughts">
      <Blockquote p="sm" mt={4} fz="sm" className="breaks">
        {text === '' ? 'The model keeps them to itself.' : text}
      </Blockquote>
    </Folded>
  );
}

function Other({ raw, json }: { raw: JsonObject; json: string }) {
  const whole = json === '' ? raw : { ...raw, input: inputOf({ json }) ?? json };
  return (
    <Folded label={String(raw.type).replaceAll('_', ' ')}>
      <CodeBlock text={JSON.stringify(whole, undefined, 2)} name={String(raw.type)} />
    </Folded>
  );
}

/** As it comes in while it is not complete. */
function formatInput(json: string): string {
  const input = inputOf({ json });
  return input === undefined ? json : JSON.stringify(input, undefined, 2);
}
