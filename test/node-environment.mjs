// @ts-check
import { readFile } from 'node:fs/promises';
import { TestEnvironment } from 'jest-environment-node';

/**
 * The WebAssembly modules of the embedded database and of Prisma's query compiler. While the process refers to one, V8
 * compiles it no second time: without this, every suite that starts a gateway would spend seconds on it.
 */
const modules = await Promise.all([compileDatabase(), compilePrisma()]);

export default class NodeEnvironment extends TestEnvironment {
  compiledModules = modules;
}

async function compileDatabase() {
  const path = new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite'));
  return await WebAssembly.compile(await readFile(path));
}

async function compilePrisma() {
  const { wasm } = await import('@prisma/client/runtime/query_compiler_small_bg.postgresql.wasm-base64.mjs');
  return await WebAssembly.compile(Buffer.from(wasm, 'base64'));
}
