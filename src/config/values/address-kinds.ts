import { isIP } from 'node:net';
import { networkOf } from '../../providers/address-rules.js';
import { readApiBase } from '../../providers/read-api-base.js';
import type { ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';
import { wholeNumber } from './scalar-kinds.js';

const HOST_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i;

/** Where to listen; brackets around an IPv6 address are taken off. */
export const listenHost: ScalarKind<string> = {
  allowed: 'an IP address or a host name, without protocol and port',
  example: '127.0.0.1',
  read(value) {
    const host = String(value)
      .trim()
      .replace(/^\[(.*)\]$/, '$1');
    return isIP(host) !== 0 || HOST_NAME.test(host) ? { value: host } : refuse();
  },
};

export const listenPort = wholeNumber({ least: 0, most: 65_535, example: '4000' });

/** An upstream's origin: a slash or `/v1` at its end is taken off. */
export const apiBase: ScalarKind<string> = {
  allowed: 'the origin of an API: http:// or https://, a host and perhaps a port',
  example: 'https://api.anthropic.com',
  read(value) {
    if (typeof value !== 'string') return refuse();
    const reading = readApiBase(value);
    return 'origin' in reading ? { value: reading.origin } : refuse(reading.problem);
  },
};

/** What a deployment that is added at run time may lead to, beside public addresses. */
export const upstreamNetwork: ScalarKind<string> = {
  allowed: 'a host name, an address, or a network with its prefix',
  example: '10.1.0.0/16',
  read(value) {
    const network = String(value).trim();
    return networkOf(network) !== undefined || HOST_NAME.test(network) ? { value: network } : refuse();
  },
};
