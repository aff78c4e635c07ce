import { Route, Switch } from 'wouter';

import { EditUserPage } from './edit-user-page.js';
import { NewUserPage } from './new-user-page.js';
import { UserList } from './user-list.js';
import { UserPage } from './user-page.js';

/** Users: their list, one of them, and the forms. */
export default function UsersPage() {
  return (
    <Switch>
      <Route path="/users/new" component={NewUserPage} />
      <Route path="/users/:id/edit">{({ id }) => <EditUserPage key={id} id={id} />}</Route>
      <Route path="/users/:id">{({ id }) => <UserPage key={id} id={id} />}</Route>
      <Route component={UserList} />
    </Switch>
  );
}
