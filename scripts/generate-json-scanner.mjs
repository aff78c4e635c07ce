// @ts-check
/**
 * Writes src/translation/wire/json-string-wasm.ts: json-string.wat, assembled, as text that the source can hold. Run
 * `node scripts/generate-json-scanner.mjs` after json-string.wat has changed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import loadWabt from 'wabt';

const source = new URL('../src/translation/wire/json-string.wat', import.meta.url);
const target = new URL('../src/translation/wire/json-string-wasm.ts', import.meta.url);

const wabt = await loadWabt();
const assembly = wabt.parseWat('json-string.wat', await readFile(source, 'utf8'));
const { buffer } = assembly.toBinary({});
const text = `
/** json-string.wat, assembled, in base64. Made by scripts/generate-json-scanner.mjs; do not edit. */
export const JSON_STRING_WASM = '${Buffer.from(buffer).toString('base64')}';
`;
const options = await resolveConfig(target);
await writeFile(target, await format(text, { ...options, parser: 'typescript' }));
console.log(`${target.pathname}: ${buffer.length} bytes of WebAssembly`);
