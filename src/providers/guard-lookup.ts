import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { UpstreamError } from '../errors/gateway-error.js';
import type { AddressRules } from './address-rules.js';

/** The part of `dns.lookup` that a connection needs. */
export type AddressLookup = (
  hostname: string,
  options: { all: true; family?: number | 'IPv4' | 'IPv6'; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/**
 * Looks names up for connections, and fails where any address of a name is not allowed: the address that was judged is
 * the one that is connected to, so a name that is bent to another address afterwards gains nothing.
 */
export function guardLookup(rules: AddressRules, lookup: AddressLookup = systemLookup): LookupFunction {
  return (hostname, { all, family, hints }, callback) => {
    lookup(hostname, { all: true, family, hints }, (error, addresses = []) => {
      const [first] = addresses;
      const isAllowed = addresses.every(({ address }) => rules.allows(address, hostname));
      if (error !== null) callback(error, '');
      else if (!isAllowed || first === undefined) callback(addressRefused(), '');
      else if (all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The 502 for an origin that leads where the gateway is not to call. */
export function addressRefused(): UpstreamError {
  return new UpstreamError({
    code: 'upstream_address_refused',
    message:
      "The deployment's api_base leads to a private or special address, which only the configuration can allow (general_settings.allow_private_upstreams).",
  });
}
