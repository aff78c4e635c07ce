import { Route, Switch } from 'wouter';

import { decodePathPart } from '../../components/decode-path-part.js';
import { DeploymentList } from './deployment-list.js';
import { DeploymentPage } from './deployment-page.js';
import { EditDeploymentPage } from './edit-deployment-page.js';
import { NewDeploymentPage } from './new-deployment-page.js';

/** Deployments: their list, one of them, and the forms. */
export default function ModelsPage() {
  return (
    <Switch>
      <Route path="/models/new" component={NewDeploymentPage} />
      <Route path="/models/:id/edit">
        {({ id }) => <EditDeploymentPage key={id} id={decodePathPart(id)} />}
      </Route>
      <Route path="/models/:id">{({ id }) => <DeploymentPage key={id} id={decodePathPart(id)} />}</Route>
      <Route component={DeploymentList} />
    </Switch>
  );
}
