import { Route, Switch } from 'wouter';

import { EditTeamPage } from './edit-team-page.js';
import { NewTeamPage } from './new-team-page.js';
import { TeamList } from './team-list.js';
import { TeamPage } from './team-page.js';

/** Teams: their list, one of them, and the forms. */
export default function TeamsPage() {
  return (
    <Switch>
      <Route path="/teams/new" component={NewTeamPage} />
      <Route path="/teams/:id/edit">{({ id }) => <EditTeamPage key={id} id={id} />}</Route>
      <Route path="/teams/:id">{({ id }) => <TeamPage key={id} id={id} />}</Route>
      <Route component={TeamList} />
    </Switch>
  );
}
