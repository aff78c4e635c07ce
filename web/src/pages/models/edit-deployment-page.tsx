import { useState } from 'react';
import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { EmptyState } from '../../components/empty-state.js';
import { notifyDone } from '../../components/notify.js';
import { PageHeader } from '../../components/page-header.js';
import { useRefresh } from '../../components/use-refresh.js';
import { changedBodyOf } from './deployment-body.js';
import { DeploymentForm } from './deployment-form.js';
import { type Deployment, deploymentHref } from './deployment.js';
import { type DeploymentValues, valuesOf } from './deployment-values.js';
import { DeploymentView } from './deployment-view.js';

/** The form that changes a deployment of the database. */
export function EditDeploymentPage({ id }: { id: string }) {
  return (
    <DeploymentView id={id}>
      {(deployment) => (
        <>
          <PageHeader title={`Edit “${deployment.model_name}”`} />
          {deployment.source === 'config' ? <OfTheFile /> : <EditForm deployment={deployment} />}
        </>
      )}
    </DeploymentView>
  );
}

function OfTheFile() {
  return (
    <EmptyState title="It is of the configuration">
      Change it in the file, or in the environment, and start the gateway again.
    </EmptyState>
  );
}

function EditForm({ deployment }: { deployment: Deployment }) {
  const { id, credential_preview, extra_header_names } = deployment;
  // How it is changes every few seconds; the form stays with what it began with.
  const [initial] = useState(() => valuesOf(deployment));
  const [, goTo] = useLocation();
  const refresh = useRefresh();
  const save = async (values: DeploymentValues): Promise<void> => {
    const body = changedBodyOf(initial, values);
    await answerOf(api.PATCH('/admin/models/{id}', { params: { path: { id } }, body }));
    goTo(deploymentHref(id));
    notifyDone('Saved. It holds from the next request on.');
    await refresh();
  };
  return (
    <DeploymentForm
      initial={initial}
      kept={{ credentialPreview: credential_preview, headerNames: extra_header_names }}
      submitLabel="Save"
      onSubmit={save}
      cancelHref={deploymentHref(id)}
    />
  );
}
