import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { ConfirmButton } from './confirm-button.js';
import { notifyDone, notifyFailed } from './notify.js';
import { useRefresh } from './use-refresh.js';

interface StopButtonProps {
  isStopped: boolean;
  /** Verbs alone, such as `Block` and `Unblock`. */
  stopLabel: string;
  resumeLabel: string;
  /** The question before it is stopped, and what will come of that. */
  title: string;
  consequence: string;
  /** Said when it is done. */
  stoppedMessage: string;
  resumedMessage: string;
  setStopped: (isStopped: boolean) => Promise<unknown>;
}

/** Stops what is used, after a question, or lets it go on. */
export function StopButton({ isStopped, stopLabel, resumeLabel, setStopped, ...words }: StopButtonProps) {
  const refresh = useRefresh();
  const resuming = useMutation({
    mutationFn: () => setStopped(false).then(refresh),
    onSuccess: () => notifyDone(words.resumedMessage),
    onError: notifyFailed,
  });
  if (isStopped) {
    return (
      <Button variant="default" size="xs" loading={resuming.isPending} onClick={() => resuming.mutate()}>
        {resumeLabel}
      </Button>
    );
  }
  return (
    <ConfirmButton
      title={words.title}
      consequence={words.consequence}
      confirmLabel={stopLabel}
      doneMessage={words.stoppedMessage}
      onConfirm={() => setStopped(true).then(refresh)}
    >
      {stopLabel}
    </ConfirmButton>
  );
}
