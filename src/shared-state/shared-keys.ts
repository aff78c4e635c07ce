/** Everything in Redis has this prefix. There are no hash tags: scripts need all keys in one place, not in a cluster. */
const PREFIX = 'tollgate:';

/** The sessions that are alive, by when they were last heard of. */
export const REPLICAS_KEY = `${PREFIX}replicas`;
/** How many are alive, told when that changes. */
export const REPLICAS_CHANNEL = `${PREFIX}news:replicas`;
/** Made with the first session; another one after a restart tells that Redis has forgotten everything. */
export const BORN_KEY = `${PREFIX}born`;

/** `sharedKey('requests', 'key:ID')` */
export function sharedKey(kind: string, name: string): string {
  return `${PREFIX}${kind}:${name}`;
}

/**
 * What a session holds: `COUNTER-KEY FIELD NAME` → an amount that goes from the counter's field when the session ends.
 */
export function heldKey(session: string): string {
  return sharedKey('held', session);
}
