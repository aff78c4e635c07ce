import { Stack, Text } from '@mantine/core';

import { CodeBlock } from './code-block.js';
import { splitCode } from './split-code.js';

/** What a model wrote, as it wrote it: text, with code in frames. Nothing in it is ever markup. */
export function WrittenText({ text }: { text: string }) {
  return (
    <Stack gap="xs">
      {splitCode(text).map(({ kind, text: part, language }, index) =>
        kind === 'code' ? (
          <CodeBlock key={index} text={part} name={language === '' ? 'Code' : language} />
        ) : (
          <Text key={index} size="sm" className="breaks">
            {part.replace(/^\n+|\n+$/g, '')}
          </Text>
        ),
      )}
    </Stack>
  );
}
