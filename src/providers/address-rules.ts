import { BlockList, isIP } from 'node:net';

/** false: public addresses only; true: the operator's own networks too; a list: these hosts and networks too. */
export type PrivateUpstreams = boolean | readonly string[];

type Network = readonly [address: string, prefix: number];

/** Networks of an organisation, and this machine. */
const PRIVATE: readonly Network[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
];

/** What is no host of the internet either: link-local with the clouds' metadata services, multicast, reserved. */
const SPECIAL: readonly Network[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Of IPv6 this alone is public; mapped IPv4 addresses and those of NAT64 lie outside. */
const GLOBAL_IPV6: Network = ['2000::', 3];

const privateNetworks = blockListOf(PRIVATE);
const specialNetworks = blockListOf(SPECIAL);
const globalIpv6 = blockListOf([GLOBAL_IPV6]);

/** Where deployments that are added at run time may lead: nowhere but to public addresses and what is allowed here. */
export class AddressRules {
  private readonly hosts: ReadonlySet<string>;
  private readonly networks: BlockList;
  private readonly allowsPrivate: boolean;

  constructor(allowed: PrivateUpstreams) {
    const entries = typeof allowed === 'boolean' ? [] : allowed;
    this.allowsPrivate = allowed === true;
    this.hosts = new Set(entries.filter((entry) => networkOf(entry) === undefined).map(plainHost));
    this.networks = blockListOf(entries.map(networkOf).filter((network) => network !== undefined));
  }

  /** Whether a host can be called as far as it says itself: a name is judged again by what it resolves to. */
  allowsHost(hostname: string): boolean {
    const host = plainHost(hostname);
    if (isIP(host) !== 0) return this.allows(host, host);
    return this.hosts.has(host) || this.allowsPrivate || !/(^|\.)localhost$/.test(host);
  }

  /** Whether a host may be called at this address of it. */
  allows(address: string, hostname: string): boolean {
    if (this.hosts.has(plainHost(hostname)) || isIn(this.networks, address)) return true;
    if (isIn(privateNetworks, address)) return this.allowsPrivate;
    return !isIn(specialNetworks, address) && (isIP(address) === 4 || isIn(globalIpv6, address));
  }
}

/** The network that an address, or an address with a prefix such as `/16`, stands for; undefined for anything else. */
export function networkOf(text: string): Network | undefined {
  const [address = '', prefixText, ...rest] = text.split('/');
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const prefix = prefixText === undefined ? longest : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  if (longest === 0 || rest.length > 0 || prefix < 0 || prefix > longest) return undefined;
  return [address, prefix];
}

/** Small letters, without the brackets of an IPv6 address and the dot of a complete name. */
function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

function blockListOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, familyOf(address));
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  // A link-local address may name its interface after a %.
  const [plain = ''] = address.split('%');
  return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
