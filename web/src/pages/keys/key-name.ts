import type { Key } from '../../api/answers.js';

/** What a key is called: its name, or its first and last characters. */
export function keyName({ name, key_preview }: Pick<Key, 'name' | 'key_preview'>): string {
  return name ?? key_preview;
}
