import { formatCount } from './tokens.js';

/** `1 call`, `12.3K calls`; for words whose plural has an s. */
export function countText(count: number, noun: string, format = formatCount): string {
  return `${format(count)} ${count === 1 ? noun : `${noun}s`}`;
}
