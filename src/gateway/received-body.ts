/** From this size on a body's memory is used again instead of being left to the garbage collector. */
export const LARGE_BODY_BYTES = 1024 * 1024;

/** What is kept for later bodies, in all. */
const MOST_KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Memory for large bodies. Each one left to the garbage collector would soon make it go through the whole heap, which
 * costs more than everything else that is done for such a request.
 */
class BodyMemory {
  private readonly free: Buffer[] = [];
  private freeBytes = 0;

  take(length: number): Buffer {
    const at = this.free.findIndex((buffer) => buffer.length >= length);
    if (at < 0) return Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(length)));
    const [buffer] = this.free.splice(at, 1) as [Buffer];
    this.freeBytes -= buffer.length;
    return buffer;
  }

  giveBack(buffer: Buffer): void {
    if (this.freeBytes + buffer.length > MOST_KEPT_BYTES) return;
    this.free.push(buffer);
    this.free.sort((one, other) => one.length - other.length);
    this.freeBytes += buffer.length;
  }
}

const memory = new BodyMemory();

/**
 * The bytes of a request. The memory of large ones goes to another request once this one is settled and the system has
 * taken all that was sent of them; where that never becomes certain, it is left to the garbage collector.
 */
export class ReceivedBody {
  private sendsUnderWay = 0;
  private isSettled = false;

  private constructor(
    readonly bytes: Buffer,
    private readonly reusable: Buffer | undefined,
  ) {}

  /** A body whose memory is its own. */
  static of(bytes: Buffer): ReceivedBody {
    return new ReceivedBody(bytes, undefined);
  }

  /** A large body in memory that is used again; whoever calls fills `bytes`. */
  static withRoomFor(length: number): ReceivedBody {
    const buffer = memory.take(length);
    return new ReceivedBody(buffer.subarray(0, length), buffer);
  }

  /**
   * For whoever sends the bytes on: to be called when the system has taken them all. Undefined when nobody waits for
   * that.
   */
  startSending(): (() => void) | undefined {
    if (this.reusable === undefined) return undefined;
    this.sendsUnderWay++;
    return () => {
      this.sendsUnderWay--;
      this.reuse();
    };
  }

  /** Nobody reads the bytes any more, but for those who are sending them. */
  settle(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.reuse();
  }

  private reuse(): void {
    if (this.reusable === undefined || !this.isSettled || this.sendsUnderWay > 0) return;
    memory.giveBack(this.reusable);
  }
}
