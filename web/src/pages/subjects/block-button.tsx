import { StopButton } from '../../components/stop-button.js';
import type { Kind } from '../../components/subject-kinds.js';

interface BlockButtonProps {
  kind: Kind;
  name: string;
  isBlocked: boolean;
  setBlocked: (isBlocked: boolean) => Promise<unknown>;
}

const CONSEQUENCES: Readonly<Record<Kind, string>> = {
  key: 'Calls with it are refused from now on, until it is unblocked.',
  team: 'Calls with all its keys are refused from now on, until it is unblocked.',
  user: 'Calls with all their keys are refused from now on, until they are unblocked.',
};

/** Has calls refused, or taken again. */
export function BlockButton({ kind, name, isBlocked, setBlocked }: BlockButtonProps) {
  return (
    <StopButton
      isStopped={isBlocked}
      stopLabel="Block"
      resumeLabel="Unblock"
      title={`Block the ${kind} “${name}”?`}
      consequence={CONSEQUENCES[kind]}
      stoppedMessage={`“${name}” is blocked.`}
      resumedMessage={`“${name}” is unblocked.`}
      setStopped={setBlocked}
    />
  );
}
