import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT_ROOT } from '../examples/example-files.js';

/** Stands where the gateway would: says which folder it was given and with which arguments, and runs on. */
const PROGRAM = `
  process.on('SIGTERM', () => process.exit(0));
  process.stdout.write(JSON.stringify([process.env.TOLLGATE_DATA_DIR, ...process.argv.slice(2)]));
  setInterval(() => {}, 1000);
`;

describe('the script that starts a replica', () => {
  let image: string;
  let replicas: ChildProcess[];
  beforeEach(() => {
    image = mkdtempSync(join(tmpdir(), 'tollgate-image-'));
    for (const folder of ['dist', 'deploy/gateway', 'data'])
      mkdirSync(join(image, folder), { recursive: true });
    writeFileSync(join(image, 'dist/cli.js'), PROGRAM);
    copyFileSync(join(PROJECT_ROOT, 'deploy/gateway/start.sh'), join(image, 'deploy/gateway/start.sh'));
    replicas = [];
  });
  afterEach(async () => {
    await Promise.all(replicas.map(end));
    rmSync(image, { recursive: true, force: true });
  });

  async function start(...args: string[]): Promise<{ replica: ChildProcess; said: string[] }> {
    const script = join(image, 'deploy/gateway/start.sh');
    const replica = spawn('sh', [script, ...args], {
      env: { PATH: process.env.PATH, TOLLGATE_DATA_DIR: join(image, 'data') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    replicas.push(replica);
    const [text] = (await once(replica.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { replica, said: JSON.parse(text.toString()) as string[] };
  }

  const folder = (number: number) => join(image, `data/replica-${number}`);

  it('hands its arguments on as they are', async () => {
    const { said } = await start('--config', 'a file.yaml');
    expect(said).toEqual([folder(1), '--config', 'a file.yaml']);
  });

  it('gives each of several that start at once a folder of its own', async () => {
    const started = await Promise.all(Array.from({ length: 4 }, () => start()));
    expect(started.map(({ said }) => said[0]).sort()).toEqual([1, 2, 3, 4].map(folder));
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'gives the folder of one that ended by %s to the next',
    async (signal) => {
      const first = await start();
      await start();
      first.replica.kill(signal);
      await once(first.replica, 'exit');
      expect((await start()).said).toEqual([folder(1)]);
      expect(readdirSync(join(image, 'data'))).toEqual(['replica-1', 'replica-2']);
    },
  );

  it('makes way for the program, which gets the signals itself', async () => {
    const { replica } = await start();
    replica.kill('SIGTERM');
    expect(await once(replica, 'exit')).toEqual([0, null]);
  });
});

async function end(replica: ChildProcess): Promise<void> {
  if (replica.exitCode !== null || replica.signalCode !== null) return;
  replica.kill('SIGKILL');
  await once(replica, 'exit');
}
