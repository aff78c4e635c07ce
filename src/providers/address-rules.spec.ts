import { AddressRules, type PrivateUpstreams } from './address-rules.js';

const allows = (address: string, allowed: PrivateUpstreams = false, host = address) =>
  new AddressRules(allowed).allows(address, host);

const PUBLIC = ['160.79.104.10', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2607:6bc0::10', '2a00:1450::200e'];
const PRIVATE = [
  ...['10.0.0.1', '127.0.0.1', '127.255.255.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['100.64.0.1', '::1', 'fd00::1', 'fc00::1'],
];
const SPECIAL = [
  ...['0.0.0.0', '0.1.2.3', '169.254.169.254', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '64:ff9b::7f00:1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe'],
  ...['2002:7f00:1::', '2001::1', '2001:db8::1', '::127.0.0.1', 'fec0::1'],
];

describe('the addresses that deployments of the admin API may lead to', () => {
  it.each(PUBLIC)('are public ones: %s', (address) => {
    expect(allows(address)).toBe(true);
  });

  it.each([...PRIVATE, ...SPECIAL, '::ffff:127.0.0.1', 'no address', ''])('are not %s', (address) => {
    expect(allows(address)).toBe(false);
  });

  it('are an organisation’s own where the configuration allows private ones, and still no special ones', () => {
    expect([...PUBLIC, ...PRIVATE].filter((address) => !allows(address, true))).toEqual([]);
    expect(SPECIAL.filter((address) => allows(address, true))).toEqual([]);
  });

  it('are those that the configuration lists: hosts, addresses and networks', () => {
    const listed = ['10.1.0.0/16', '169.254.169.254', 'fd00:1::/32', 'proxy.internal'];
    expect(allows('10.1.2.3', listed)).toBe(true);
    expect(allows('10.2.0.1', listed)).toBe(false);
    expect(allows('169.254.169.254', listed)).toBe(true);
    expect(allows('169.254.169.253', listed)).toBe(false);
    expect(allows('fd00:1::9', listed)).toBe(true);
    expect(allows('192.168.0.1', listed, 'Proxy.Internal.')).toBe(true);
    expect(allows('192.168.0.1', listed, 'other.internal')).toBe(false);
  });

  it.each([
    ['localhost', false],
    ['LOCALHOST.', false],
    ['api.localhost', false],
    ['[::1]', false],
    ['10.0.0.1', false],
    ['api.anthropic.com', true],
    ['localhost.example.com', true],
    ['[2607:6bc0::10]', true],
  ])('are judged by the host’s name as far as that says anything: %s', (host, isAllowed) => {
    expect(new AddressRules(false).allowsHost(host)).toBe(isAllowed);
  });
});
