import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a caller may leave a stream unread before it is given up. */
const MOST_STALLED_MS = 120_000;
/** What may wait for the system at the end of a turn: more than a read of upstream brings. */
const MOST_IN_A_TURN_BYTES = 64 * 1024;

/**
 * Writes the frames of a streamed answer. Each goes to the socket as one piece with its chunk header around it, where
 * `ServerResponse.write` would hand over four; frames of the same turn leave in one system call.
 */
export class StreamWriter {
  /** Absent where the response has to do the framing: behind a pipelined one, or for HTTP/1.0. */
  private readonly socket: Socket | undefined;
  private isCorked = false;
  /** The system had not taken all of the turns before when this one's first frame came. */
  private isBehind = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly mostStalledMs = MOST_STALLED_MS,
  ) {
    this.socket = response.chunkedEncoding && response.socket !== null ? response.socket : undefined;
    if (this.socket !== undefined) this.cork(this.socket);
    response.flushHeaders();
  }

  /** True once the caller has gone. */
  get isClosed(): boolean {
    return this.response.destroyed;
  }

  /** Writes a frame; text is latin1. False when the caller has to read first: wait for `drained()`. */
  write(frame: string | Buffer): boolean {
    const { socket } = this;
    // A chunk of no bytes would be the end of the answer.
    if (frame.length === 0) return true;
    if (socket === undefined) return this.response.write(frame, 'latin1');
    this.cork(socket);
    const header = `${frame.length.toString(16)}\r\n`;
    if (typeof frame === 'string')
      return socket.write(`${header}${frame}\r\n`, 'latin1') || this.mayGoOn(socket);
    socket.write(header, 'latin1');
    socket.write(frame);
    return socket.write('\r\n', 'latin1') || this.mayGoOn(socket);
  }

  /** Resolves with true when the caller reads again, with false when it has gone or does not read for too long. */
  drained(): Promise<boolean> {
    const { response } = this;
    const emitter = this.socket ?? response;
    return new Promise((resolve) => {
      const finish = (isDrained: boolean): void => {
        clearTimeout(timer);
        emitter.off('drain', onDrain);
        response.off('close', onClose);
        resolve(isDrained);
      };
      const onDrain = (): void => finish(true);
      const onClose = (): void => finish(false);
      const timer = setTimeout(onClose, this.mostStalledMs);
      emitter.once('drain', onDrain);
      response.once('close', onClose);
      if (response.destroyed) finish(false);
    });
  }

  /** Ends the answer properly. */
  end(): void {
    this.response.end();
  }

  /** Breaks the connection off. */
  destroy(): void {
    this.response.destroy();
  }

  /** More than the socket likes, but only because this turn has not ended. */
  private mayGoOn(socket: Socket): boolean {
    return !this.isBehind && socket.writableLength <= MOST_IN_A_TURN_BYTES;
  }

  private cork(socket: Socket): void {
    if (this.isCorked) return;
    this.isCorked = true;
    this.isBehind = socket.writableLength > 0;
    socket.cork();
    process.nextTick(() => {
      this.isCorked = false;
      socket.uncork();
    });
  }
}
