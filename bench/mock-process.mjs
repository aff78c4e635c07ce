import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startProgram, stopProgram } from './child-program.mjs';

const program = fileURLToPath(new URL('./mock-upstream.mjs', import.meta.url));

/** Core of the mock and of the load client. */
export const LOAD_CORE = 1;

/**
 * Starts the mock upstream in a process of its own.
 * @param {string} workDirectory a folder for its log
 * @returns {Promise<{ port: number, pid: number, setPace: (pace: { chunks: number, gapMs: number }) => Promise<void>, stop: () => Promise<void> }>}
 */
export async function startMock(workDirectory) {
  const port = await findFreePort();
  const child = await startProgram({
    command: [program, String(port)],
    port,
    core: LOAD_CORE,
    logFile: join(workDirectory, 'mock-upstream.log'),
    environment: { PATH: process.env.PATH ?? '' },
    directory: workDirectory,
    withChannel: true,
  });
  const setPace = async ({ chunks, gapMs }) => {
    child.send({ chunks, gapMs });
    await once(child, 'message');
  };
  return { port, pid: child.pid, setPace, stop: () => stopProgram(child) };
}
