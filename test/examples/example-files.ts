import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The absolute path of an example, such as `library/basic.ts`. */
export function exampleFile(name: string): string {
  return join(PROJECT_ROOT, 'examples', name);
}

/** The names of the examples in a folder, without their endings. */
export function exampleNames(folder: string): string[] {
  return readdirSync(exampleFile(folder)).map((file) => file.replace(/\.\w+$/, ''));
}
