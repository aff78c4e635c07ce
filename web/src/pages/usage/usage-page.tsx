import { Route, Switch } from 'wouter';

import { decodePathPart } from '../../components/decode-path-part.js';
import { RecordList } from './record-list.js';
import { RequestPage } from './request-page.js';

/** Records of usage: their list, and one request. */
export default function UsagePage() {
  return (
    <Switch>
      <Route path="/usage/:id">{({ id }) => <RequestPage key={id} id={decodePathPart(id)} />}</Route>
      <Route component={RecordList} />
    </Switch>
  );
}
