import { GatewaySecret } from '../config/gateway-secret.js';
import { KeyDigests } from './key-digests.service.js';
import { makeVirtualKey } from './virtual-key-token.js';

const digestsBy = (secret: string): KeyDigests => new KeyDigests(new GatewaySecret(secret));

describe('KeyDigests', () => {
  it('recalls a key by the digest that it has', () => {
    const digests = digestsBy('a secret of more than sixteen letters');
    const [one, other] = [makeVirtualKey(), makeVirtualKey()];
    const expected = [one, other, one].map((key) => digests.digestOf(key));
    expect([one, other, one].map((key) => digests.recall(key))).toEqual(expected);
    expect(digests.recall(one)).not.toEqual(digests.recall(other));
  });

  it('gives a key another digest under another secret', () => {
    const key = makeVirtualKey();
    const [one, other] = ['the first secret of this test', 'the second secret of this test'].map(digestsBy);
    expect(one!.recall(key)).not.toEqual(other!.recall(key));
  });
});
