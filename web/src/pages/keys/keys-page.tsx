import { Route, Switch } from 'wouter';

import { EditKeyPage } from './edit-key-page.js';
import { KeyList } from './key-list.js';
import { KeyPage } from './key-page.js';
import { NewKeyPage } from './new-key-page.js';

/** Virtual keys: their list, one of them, and the forms. */
export default function KeysPage() {
  return (
    <Switch>
      <Route path="/keys/new" component={NewKeyPage} />
      <Route path="/keys/:id/edit">{({ id }) => <EditKeyPage key={id} id={id} />}</Route>
      <Route path="/keys/:id">{({ id }) => <KeyPage key={id} id={id} />}</Route>
      <Route component={KeyList} />
    </Switch>
  );
}
