import type { PrivateUpstreams } from '../../providers/address-rules.js';
import { upstreamNetwork } from '../values/address-kinds.js';
import { toggle } from '../values/scalar-kinds.js';
import type { ValueReader } from './read-context.js';
import { listOf, scalar } from './value-readers.js';

const readList = listOf(upstreamNetwork);
const readToggle = scalar({
  ...toggle,
  allowed: 'true, false, or a list of host names, addresses and networks such as 10.1.0.0/16',
});

/** `true`, or the hosts and networks that deployments added at run time may lead to. */
export const readPrivateUpstreams: ValueReader<PrivateUpstreams> = (node, context) =>
  node.kind === 'list' ? readList(node, context)?.map(({ value }) => value) : readToggle(node, context);
