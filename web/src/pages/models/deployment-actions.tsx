import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { notifyDone, notifyFailed } from '../../components/notify.js';
import { useRefresh } from '../../components/use-refresh.js';
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
  const refresh = useRefresh();
  const params = { path: { id } };
  const resuming = useMutation({
    mutationFn: () => answerOf(api.POST('/admin/models/{id}/resume', { params })).then(refresh),
    onSuccess: () => notifyDone(`“${model_name}” takes calls again.`),
    onError: notifyFailed,
  });
  if (is_paused) {
    return (
      <Button variant="default" size="xs" loading={resuming.isPending} onClick={() => resuming.mutate()}>
        Resume
      </Button>
    );
  }
  return (
    <ConfirmButton
      title={`Pause “${model_name}”?`}
      consequence="It gets no more calls until it is resumed; those under way go on. Others of its name take its share."
      confirmLabel="Pause"
      doneMessage={`“${model_name}” is paused.`}
      onConfirm={() => answerOf(api.POST('/admin/models/{id}/pause', { params })).then(refresh)}
    >
      Pause
    </ConfirmButton>
  );
}

function RemoveButton({ deployment: { id, model_name } }: { deployment: Deployment }) {
  const [, goTo] = useLocation();
  const cache = useQueryClient();
  const refresh = useRefresh();
  const remove = async (): Promise<void> => {
    await answerOf(api.DELETE('/admin/models/{id}', { params: { path: { id } } }));
    goTo('/models');
    cache.removeQueries({ queryKey: [MODELS_KEY, 'one', id] });
    await refresh();
  };
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
