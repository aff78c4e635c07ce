import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { notifyDone } from '../../components/notify.js';
import { PageHeader } from '../../components/page-header.js';
import { BackLink } from '../../components/back-link.js';
import { useRefresh } from '../../components/use-refresh.js';
import { bodyOf } from './deployment-body.js';
import { DeploymentForm } from './deployment-form.js';
import { deploymentHref } from './deployment.js';
import { type DeploymentValues, NEW_DEPLOYMENT } from './deployment-values.js';

/** The form for another deployment. */
export function NewDeploymentPage() {
  const [, goTo] = useLocation();
  const refresh = useRefresh();
  const create = async (values: DeploymentValues): Promise<void> => {
    const { id, model_name } = await answerOf(api.POST('/admin/models', { body: bodyOf(values) }));
    goTo(deploymentHref(id));
    notifyDone(`“${model_name}” is called from the next request on.`);
    await refresh();
  };
  return (
    <>
      <BackLink href="/models">All models</BackLink>
      <PageHeader
        title="Add a model"
        description="A provider, a model, a credential; it takes calls from the moment it is saved."
      />
      <DeploymentForm
        initial={NEW_DEPLOYMENT}
        submitLabel="Add the model"
        onSubmit={create}
        cancelHref="/models"
      />
    </>
  );
}
