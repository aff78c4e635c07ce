import type { Readable } from 'node:stream';

/**
 * Passes on what a process writes, whole lines at a time: what several write at once must not end up inside each other.
 * Resolves when it has ended; a last line that was cut off is ended too.
 */
export async function passOnLines(source: Readable, write: (lines: string) => void): Promise<void> {
  let unfinished = '';
  source.setEncoding('utf8');
  for await (const text of source as AsyncIterable<string>) {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) write(unfinished + text.slice(0, end));
    unfinished = end > 0 ? text.slice(end) : unfinished + text;
  }
  if (unfinished !== '') write(`${unfinished}\n`);
}
