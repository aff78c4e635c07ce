import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../database/start-test-database.js';

export interface Strain {
  /** The longest that the gateway's event loop stood still, without what it waited for a processor. */
  stallMs: number;
  /** By how much its process grew at most. */
  grownMb: number;
}

export interface IsolatedGateway {
  port: number;
  /** What the work does to the gateway's process. */
  measure(work: () => Promise<unknown>): Promise<Strain>;
  close(): Promise<void>;
}

const MB = 2 ** 20;
const PROGRAM = join(import.meta.dirname, 'gateway-process.mjs');

/** Starts the built gateway in a process of its own, where its memory and its event loop are nobody else's. */
export async function startIsolatedGateway(apiBase: string): Promise<IsolatedGateway> {
  const database = await startEmbeddedDatabase();
  const child = fork(PROGRAM, [], {
    env: { PATH: process.env.PATH, API_BASE: apiBase, DATA_DIR: database.config.dataDir },
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  child.once('exit', () => void database.close());
  const { url } = await nextMessage<{ url: string }>(child);
  const ask = <Answer>(command: string): Promise<Answer> => {
    const answer = nextMessage<Answer>(child);
    child.send(command);
    return answer;
  };
  return {
    port: Number(new URL(url).port),
    measure: async (work) => {
      const before = await ask<{ rss: number }>('reset');
      await work();
      const { stallMs, rss } = await ask<{ stallMs: number; rss: number }>('read');
      return { stallMs, grownMb: (rss - before.rss) / MB };
    },
    close: async () => {
      const exited = once(child, 'exit');
      await ask('stop');
      await exited;
    },
  };
}

/** Rejects when the process ends instead. */
function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit);
      resolve(message as Message);
    };
    const onExit = (code: number | null): void => {
      child.off('message', onMessage);
      reject(new Error(`The process of the gateway ended with exit code ${code}.`));
    };
    child.once('message', onMessage).once('exit', onExit);
  });
}
