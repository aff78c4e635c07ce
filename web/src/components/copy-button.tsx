import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import { copyText } from './copy-text.js';

const SHOWN_MS = 2000;

type Outcome = 'none' | 'copied' | 'failed';
const OUTCOMES = {
  none: { icon: IconCopy, words: undefined },
  copied: { icon: IconCheck, words: 'Copied' },
  failed: { icon: IconAlertTriangle, words: 'Select it and copy it by hand' },
} as const;

interface CopyButtonProps {
  text: string;
  /** What is copied, such as `Copy the key`. */
  label: string;
  /** A button with its label rather than an icon alone. */
  withLabel?: boolean;
}

/** Copies a text, and says so. */
export function CopyButton({ text, label, withLabel = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('none');
  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => void copyText(text).then((isCopied) => setOutcome(isCopied ? 'copied' : 'failed'));
  const { icon: Icon, words = label } = OUTCOMES[outcome];
  const icon = <Icon size={16} stroke={1.6} aria-hidden />;
  if (withLabel) {
    return (
      <Button variant="default" leftSection={icon} onClick={copy} aria-live="polite">
        {words}
      </Button>
    );
  }
  return (
    <ActionIcon onClick={copy} aria-label={words} title={words}>
      {icon}
    </ActionIcon>
  );
}
