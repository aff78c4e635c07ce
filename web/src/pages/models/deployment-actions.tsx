import { Button } from '@mantine/core';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { StopButton } from '../../components/stop-button.js';
import { useRemoval } from '../../components/use-removal.js';
import { type Deployment, deploymentHref } from './deployment.js';
import { MODELS_KEY } from './use-deployment.js';

/** What can be done with a deployment of the database. */
export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  if (deployment.source === 'config') return null;
  return (
    <>
      <Button component={Link} href={`${deploymentHref(deployment.id)}/edit`} size="xs" variant="default">
        Edit
      </Button>
      <PauseButton deployment={deployment} />
      <RemoveButton deployment={deployment} />
    </>
  );
}

function PauseButton({ deployment: { id, model_name, is_paused } }: { deployment: Deployment }) {
  const params = { path: { id } };
  return (
    <StopButton
      isStopped={is_paused}
      stopLabel="Pause"
      resumeLabel="Resume"
      title={`Pause “${model_name}”?`}
      consequence="It gets no more calls until it is resumed; those under way go on. Others of its name take its share."
      stoppedMessage={`“${model_name}” is paused.`}
      resumedMessage={`“${model_name}” takes calls again.`}
      setStopped={(isStopped) =>
        isStopped
          ? answerOf(api.POST('/admin/models/{id}/pause', { params }))
          : answerOf(api.POST('/admin/models/{id}/resume', { params }))
      }
    />
  );
}

function RemoveButton({ deployment: { id, model_name } }: { deployment: Deployment }) {
  const remove = useRemoval({
    listPath: '/models',
    queryKey: [MODELS_KEY, 'one', id],
    remove: () => answerOf(api.DELETE('/admin/models/{id}', { params: { path: { id } } })),
  });
  return (
    <ConfirmButton
      title={`Remove “${model_name}”?`}
      consequence="It gets no more calls, and its credential is forgotten. Its usage stays."
      confirmLabel="Remove"
      doneMessage={`“${model_name}” is removed.`}
      onConfirm={remove}
      c="error"
    >
      Remove
    </ConfirmButton>
  );
}
