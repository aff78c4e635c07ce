import type { ReactNode } from 'react';

import { DetailView } from '../../components/detail-view.js';
import type { Deployment } from './deployment.js';
import { useDeployment } from './use-deployment.js';

const LIST = { href: '/models', label: 'All models' };

interface DeploymentViewProps {
  id: string;
  children: (deployment: Deployment) => ReactNode;
}

/** A page about one deployment: the way back, and what is shown until it is there. */
export function DeploymentView({ id, children }: DeploymentViewProps) {
  return (
    <DetailView query={useDeployment(id)} title="A model" list={LIST}>
      {children}
    </DetailView>
  );
}
