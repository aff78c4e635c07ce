import { connect, type Socket } from 'node:net';

const MOST_WAIT_MS = 18_000;

/** A TCP connection on which a test writes what no HTTP client would. */
export class RawConnection {
  /** What has come back so far, as latin1. */
  received = '';
  isClosed = false;
  readonly socket: Socket;
  private readonly waiting = new Set<() => void>();

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
      this.changed();
    });
    this.socket.on('drain', () => this.changed());
    // A reset is one of the ways to be closed.
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isClosed = true;
      this.changed();
    });
  }

  write(bytes: Buffer | string): boolean {
    return this.socket.write(bytes);
  }

  /** Statuses of the answers so far, informational ones too. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  /** The whole answers so far, all of which have to have a content-length. */
  get bodies(): string[] {
    return this.received.split(/(?=HTTP\/1\.1 \d{3} )/).flatMap((answer) => {
      const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? -1);
      return body.length === length ? [body] : [];
    });
  }

  waitForAnswers(count: number): Promise<void> {
    return this.until(() => this.bodies.length >= count, `${count} answers`);
  }

  waitForRoom(): Promise<void> {
    return this.until(() => this.isClosed || !this.socket.writableNeedDrain, 'the other side to read');
  }

  waitForClose(): Promise<void> {
    return this.until(() => this.isClosed, 'the connection to close');
  }

  close(): void {
    this.socket.destroy();
  }

  until(isTrue: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(
          new Error(`Waited in vain for ${what}; received ${JSON.stringify(this.received.slice(0, 500))}`),
        );
      }, MOST_WAIT_MS);
      const check = (): void => {
        if (!isTrue()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  private changed(): void {
    for (const check of this.waiting) check();
  }
}

/** The head of a JSON POST, its blank line included. */
export function postHead(path: string, headers: string[]): string {
  const lines = [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', 'content-type: application/json', ...headers];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
