import { LARGE_BODY_BYTES, ReceivedBody } from './received-body.js';

const LENGTH = 3 * LARGE_BODY_BYTES;

function memoryOf({ bytes }: ReceivedBody): ArrayBufferLike {
  return bytes.buffer;
}

describe('the memory of large bodies', () => {
  it('goes to the next body once the request is settled and all of it is sent', () => {
    const first = ReceivedBody.withRoomFor(LENGTH);
    const sent = first.startSending();
    first.settle();
    const second = ReceivedBody.withRoomFor(LENGTH);
    expect(memoryOf(second)).not.toBe(memoryOf(first));
    sent?.();
    const third = ReceivedBody.withRoomFor(LENGTH - 1);
    expect(memoryOf(third)).toBe(memoryOf(first));
    expect(third.bytes).toHaveLength(LENGTH - 1);
  });

  it('stays with a request that is not settled, whatever was sent of it', () => {
    const first = ReceivedBody.withRoomFor(LENGTH);
    first.startSending()?.();
    expect(memoryOf(ReceivedBody.withRoomFor(LENGTH))).not.toBe(memoryOf(first));
    first.settle();
    first.settle();
    const others = [ReceivedBody.withRoomFor(LENGTH), ReceivedBody.withRoomFor(LENGTH)];
    expect(others.filter((other) => memoryOf(other) === memoryOf(first))).toHaveLength(1);
  });

  it('is never used again when its sending may still go on', () => {
    const first = ReceivedBody.withRoomFor(LENGTH);
    first.startSending();
    first.settle();
    const others = Array.from({ length: 5 }, () => ReceivedBody.withRoomFor(LENGTH));
    expect(others.every((other) => memoryOf(other) !== memoryOf(first))).toBe(true);
  });

  it('is no concern of small bodies', () => {
    expect(ReceivedBody.of(Buffer.from('{}')).startSending()).toBeUndefined();
  });
});
