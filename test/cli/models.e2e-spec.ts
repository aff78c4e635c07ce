import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { startEmbeddedDatabase } from '../database/start-test-database.js';
import { type CommandResult, runTollgate } from './run-tollgate.js';

const API_KEY = 'sk-ant-api03-of-the-command-0123-AbCd';

describe('tollgate models', () => {
  let stack: AdminStack;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-cli-'));
    writeFileSync(join(folder, 'key.txt'), `${API_KEY}\n`);
    stack = await startAdmin(startEmbeddedDatabase);
  }, 60_000);
  afterAll(async () => {
    await stack?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: string[], more: { input?: string; env?: Record<string, string> } = {}) => {
    const env = { TOLLGATE_URL: stack.gateway.url, TOLLGATE_MASTER_KEY: MASTER_KEY, ...more.env };
    return runTollgate(args, { cwd: folder, ...more, env });
  };
  const tollgate = (...args: string[]): Promise<CommandResult> => run(args);
  const json = async (...args: string[]) => JSON.parse((await tollgate(...args, '--json')).out);
  const addFlags = (name: string, model = 'anthropic/claude-sonnet-4-5') => [
    'models',
    'add',
    '--name',
    name,
    '--model',
    model,
    '--api-base',
    stack.fake.origin,
  ];
  const keyFile = ['--api-key-file', 'key.txt'];
  const statusOf = async (model: string) => (await stack.chat(MASTER_KEY, model)).status;

  it('add takes the credential from a file, a variable or what is piped in, and never shows it', async () => {
    const results = [
      await run([...addFlags('by-file'), ...keyFile]),
      await run([...addFlags('by-variable'), '--api-key-env', 'SOME_KEY'], { env: { SOME_KEY: API_KEY } }),
      await run(addFlags('by-pipe'), { input: `${API_KEY}\n` }),
    ];
    for (const { exitCode, out, hints } of results) {
      expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
      expect(hints).toEqual([
        expect.stringMatching(
          /^"by-\w+" \(anthropic\/claude-sonnet-4-5\) is added, with the id [\w-]{36}\.$/,
        ),
      ]);
      expect(hints.join()).not.toContain(API_KEY);
    }
    for (const name of ['by-file', 'by-variable', 'by-pipe']) {
      expect(await statusOf(name)).toBe(200);
      expect(stack.fake.requests.at(-1)?.headers['x-api-key']).toBe(API_KEY);
    }
  });

  it('add sets all that its flags say', async () => {
    const made = await json(
      ...addFlags('full'),
      ...keyFile,
      ...['--rpm', '60', '--tpm', '100000', '--weight', '0.5', '--order', '2', '--timeout', '30.5'],
      ...['--max-tokens', '512', '--drop-params', '--header', 'x-team=research', '--auth', 'api_key'],
    );
    expect(made).toMatchObject({
      rpm: 60,
      tpm: 100_000,
      weight: 0.5,
      order: 2,
      timeout: 30.5,
      max_tokens: 512,
      drop_params: true,
      extra_header_names: ['x-team'],
      credential_preview: '…AbCd',
    });
    const { out } = await tollgate('models', 'show', 'full');
    expect(out).toMatch(/^credential\t…AbCd$/m);
    expect(out).toMatch(/^requests a minute\t60 \(60 left\)$/m);
    expect(out).not.toContain(API_KEY);
  });

  it('add wants a credential, unless callers bring their own login', async () => {
    for (const args of [addFlags('none'), [...addFlags('none'), '--api-key-env', 'NOT_SET']]) {
      const { exitCode, hints } = await run(args);
      expect({ exitCode, hints }).toEqual({
        exitCode: 2,
        hints: [expect.stringContaining('The credential is missing: pipe it in, or name its place')],
      });
    }
    const missing = await run([...addFlags('none'), '--api-key-file', 'absent.txt']);
    expect(missing).toMatchObject({
      exitCode: 2,
      hints: ['--api-key-file absent.txt cannot be read (ENOENT).'],
    });
    const own = [...addFlags('own-*', 'claude_code_native/claude-*'), '--auth', 'client_oauth'];
    expect((await run(own)).exitCode).toBe(0);
  });

  it('add --test adds nothing when the call fails', async () => {
    const error = { type: 'authentication_error', message: 'invalid x-api-key' };
    stack.fake.nextAnswer({ status: 401, error });
    const failed = await tollgate(...addFlags('tested'), ...keyFile, '--test');
    expect(failed).toMatchObject({
      exitCode: 1,
      hints: [expect.stringMatching(/^claude-sonnet-4-5 did not answer \(HTTP 401, .*Nothing was added\.$/)],
    });
    expect(await statusOf('tested')).toBe(404);
    const wild = await tollgate(
      ...addFlags('tested-*', 'anthropic/claude-*'),
      ...[...keyFile, '--test', 'tested-haiku-4-5'],
    );
    expect(wild.hints[0]).toMatch(/^claude-haiku-4-5 answered in \d+\.\d s\.$/);
    expect(wild.exitCode).toBe(0);
  });

  it('add warns of Anthropic’s terms where a plan’s token is shared', async () => {
    const { hints } = await run([...addFlags('plan', 'claude_code_native/claude-haiku-4-5'), ...keyFile]);
    expect(hints[0]).toMatch(/^Terms: Anthropic does not allow/);
  });

  it('list shows a deployment a line, and its --json what the API answers', async () => {
    const { exitCode, out } = await tollgate('models', 'list', '--source', 'config');
    expect(exitCode).toBe(0);
    const [titles, row, end] = out.split('\n');
    expect(titles).toBe(
      'NAME\tMODEL\tHEALTH\tSOURCE\tKEY\tIN FLIGHT\tREQUESTS/MIN\tFAILED/MIN\tFIRST TOKEN\tWEIGHT\tORDER\tID',
    );
    expect(row).toMatch(
      /^claude-\*\tclaude_code_native\/claude-\*\tavailable\tconfig\t….*\t0\t0\t0\t-\t1\t1\t\w+$/,
    );
    expect(end).toBe('');
    const listed = await json('models', 'list', '--search', 'BY-');
    expect(listed.data).toHaveLength(3);
    expect((await tollgate('models', 'list', '--name', 'nobody')).hints).toEqual([
      expect.stringContaining('There are no such deployments.'),
    ]);
  });

  it('pause, resume, test and remove take a name or an id, and hold at once', async () => {
    const { id } = await json(...addFlags('changing'), ...keyFile);
    expect(await tollgate('models', 'pause', 'changing')).toMatchObject({ exitCode: 0, out: '' });
    expect(await statusOf('changing')).toBe(404);
    expect(await tollgate('models', 'resume', id)).toMatchObject({ exitCode: 0 });
    expect(await statusOf('changing')).toBe(200);
    const tested = await tollgate('models', 'test', 'changing');
    expect(tested).toMatchObject({
      exitCode: 0,
      hints: [expect.stringMatching(/^claude-sonnet-4-5 answered in/)],
    });
    stack.fake.nextAnswer({ status: 529 });
    expect(await tollgate('models', 'test', id)).toMatchObject({
      exitCode: 1,
      hints: [expect.stringMatching(/^claude-sonnet-4-5 did not answer \(HTTP 529/)],
    });
    expect(await tollgate('models', 'remove', 'changing')).toMatchObject({ exitCode: 0 });
    expect(await tollgate('models', 'show', 'changing')).toMatchObject({
      exitCode: 5,
      hints: [expect.stringContaining('There is no deployment with the id or name "changing"')],
    });
  });

  it('wants an id where a name has several deployments, and the file for those of the file', async () => {
    for (let count = 0; count < 2; count++) await tollgate(...addFlags('twice'), ...keyFile);
    const { exitCode, hints } = await tollgate('models', 'pause', 'twice');
    expect({ exitCode, hint: hints[0] }).toEqual({
      exitCode: 1,
      hint: expect.stringMatching(
        /^2 deployments are called "twice"; take the id of one: [\w-]{36}, [\w-]{36}\.$/,
      ),
    });
    const ofFile = await tollgate('models', 'remove', 'claude-*');
    expect(ofFile).toMatchObject({
      exitCode: 1,
      hints: [expect.stringContaining('comes from the configuration')],
    });
  });

  it('secret reseal says what it has sealed', async () => {
    const { exitCode, hints } = await tollgate('secret', 'reseal');
    expect({ exitCode, hints }).toEqual({
      exitCode: 0,
      hints: [
        expect.stringMatching(
          /^Sealed anew: 0\. Already sealed with the present secret: \d+\. Not readable: 0\.$/,
        ),
      ],
    });
    expect(await json('secret', 'reseal')).toMatchObject({ resealed: 0, unreadable: 0 });
  });
});
