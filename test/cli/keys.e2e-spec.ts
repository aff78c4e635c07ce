import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCli } from '../../src/cli/run-cli.js';
import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { startEmbeddedDatabase } from '../database/start-test-database.js';
import { type CommandResult, runTollgate } from './run-tollgate.js';

const KEY = /^sk-[0-9A-Za-z]{49}\n$/;

describe('tollgate keys', () => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(startEmbeddedDatabase);
    await stack.make('/admin/teams', { name: 'research' });
    await stack.make('/admin/users', { name: 'ada' });
  }, 60_000);
  afterAll(() => stack?.close());

  const tollgate = (...args: string[]): Promise<CommandResult> =>
    runTollgate(args, { env: { TOLLGATE_URL: stack.gateway.url, TOLLGATE_MASTER_KEY: MASTER_KEY } });
  const json = async (...args: string[]) => JSON.parse((await tollgate(...args, '--json')).out);

  it('create prints the key alone, and it works', async () => {
    const { exitCode, out, hints } = await tollgate(
      'keys',
      'create',
      '--name',
      'script',
      '--models',
      'claude-*',
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(KEY);
    expect(hints).toEqual([
      expect.stringMatching(/^The key "script" \(sk-….{4}\) is made, with the id [\w-]{36}\. Keep it/),
    ]);
    expect((await stack.chat(out.trim())).status).toBe(200);
  });

  it('create sets all that its flags say', async () => {
    const made = await json(
      ...['keys', 'create', '--name', 'full', '--models', 'claude-*,fast', '--models', 'gpt-5'],
      ...['--budget', '50/30d', '--budget', '5.25/1d', '--budget', '500', '--soft-budget', '40'],
      ...['--rpm', '60', '--tpm', '100000', '--parallel', '4', '--expires', '2099-01-31'],
      ...[
        '--team',
        'research',
        '--user',
        'ada',
        '--alias',
        'fast=claude-haiku-4-5',
        '--metadata',
        'cost=R&D=1',
      ],
    );
    expect(made).toMatchObject({
      name: 'full',
      models: ['claude-*', 'fast', 'gpt-5'],
      max_budget: 50,
      budget_duration: '30d',
      budget_limits: [
        { max_budget: 5.25, budget_duration: '1d' },
        { max_budget: 500, budget_duration: null },
      ],
      soft_budget: 40,
      rpm_limit: 60,
      tpm_limit: 100_000,
      max_parallel_requests: 4,
      expires_at: '2099-01-31T00:00:00.000Z',
      aliases: { fast: 'claude-haiku-4-5' },
      metadata: { cost: 'R&D=1' },
    });
    const { out } = await tollgate('keys', 'show', 'full');
    expect(out).toMatch(/^team\tresearch$/m);
    expect(out).toMatch(/^user\tada$/m);
    expect(out).toMatch(/^budgets\t\$50\.00\/30d, \$5\.25\/1d, \$500\.00$/m);
    expect(out).not.toContain(made.key);
  });

  it('list shows a key a line, and its --json what the API answers', async () => {
    await tollgate('keys', 'create', '--name', 'listed', '--budget', '10/1mo', '--team', 'research');
    const { exitCode, out, hints } = await tollgate('keys', 'list', '--name', 'LISTED');
    expect({ exitCode, hints }).toEqual({ exitCode: 0, hints: [] });
    const [titles, row, end] = out.split('\n');
    expect(titles).toBe('NAME\tKEY\tSTATUS\tTEAM\tUSER\tMODELS\tSPEND\tBUDGET\tEXPIRES\tID');
    expect(row).toMatch(
      /^listed\tsk-…\w{4}\tactive\tresearch\t-\tall\t\$0\.00\t\$10\.00\/1mo\t-\t[\w-]{36}$/,
    );
    expect(end).toBe('');
    const answer = await stack.call('GET /admin/keys?limit=50');
    expect(await json('keys', 'list')).toEqual(answer.body);
  });

  it('list stops at its limit and says how to see more', async () => {
    await tollgate('keys', 'create');
    await tollgate('keys', 'create');
    const { out, hints } = await tollgate('keys', 'list', '--limit', '1');
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(hints).toEqual(['There are more than these 1; --all shows every one.']);
    const all = await json('keys', 'list', '--all');
    expect(all.data.length).toBeGreaterThan(1);
    expect(all.has_more).toBe(false);
  });

  it('block, unblock, rotate and revoke take a name, a preview or an id, and hold at once', async () => {
    const { id, key, key_preview } = await stack.make('/admin/keys', { name: 'changing' });
    const status = async (secret: string) => (await stack.chat(secret)).status;

    expect(await tollgate('keys', 'block', 'changing')).toMatchObject({ exitCode: 0, out: '' });
    expect(await status(key)).toBe(403);
    expect(await tollgate('keys', 'unblock', key_preview)).toMatchObject({ exitCode: 0 });
    expect(await status(key)).toBe(200);

    const rotated = await tollgate('keys', 'rotate', id, '--grace', '1h');
    expect(rotated.out).toMatch(KEY);
    expect([await status(key), await status(rotated.out.trim())]).toEqual([200, 200]);
    const again = await tollgate('keys', 'rotate', 'changing');
    expect([await status(key), await status(again.out.trim())]).toEqual([401, 200]);

    const revoked = await tollgate('keys', 'revoke', 'changing');
    expect(revoked).toMatchObject({ exitCode: 0, out: '' });
    expect(revoked.hints).toEqual([expect.stringContaining('is revoked.')]);
    expect(await status(again.out.trim())).toBe(401);
  });

  it.each([
    [
      ['keys', 'create', '--budget', 'fifty'],
      2,
      /--budget "fifty" is not understood; write dollars.*50\/30d/,
    ],
    [['keys', 'create', '--expires', 'soon'], 2, /--expires "soon"/],
    [['keys', 'create', '--rpm', 'x'], 2, /--rpm "x".*number/],
    [['keys', 'create', '--metadata', 'x'], 2, /--metadata "x".*name=value/],
    [['keys', 'create', '--rpm', '0'], 2, /"rpm_limit" must be a whole number/],
    [['keys', 'list', '--limit', '0'], 2, /--limit "0"/],
    [['keys', 'list', '--status', 'odd'], 2, /"status" must be one of/],
    [['keys', 'list', '--colour'], 2, /unknown option/],
    [['keys', 'show'], 2, /missing required argument/],
    [['keys', 'show', 'nobody'], 5, /There is no key with the id, name or preview "nobody"/],
    [['keys', 'show', '00000000-0000-4000-8000-000000000000'], 5, /no/],
    [['keys', 'create', '--team', 'nobody'], 5, /There is no team with the name or id "nobody"/],
    [['keys', 'list', '--admin-key', 'sk-wrong'], 4, /refuses the admin key/],
    [['keys', 'list', '--url', 'ftp://x'], 2, /"ftp:\/\/x" is no address/],
  ])('%j exits with %d and says why in a line', async (args, exitCode, line) => {
    const result = await tollgate(...args);
    expect(result).toMatchObject({ exitCode, out: '' });
    expect(result.hints[0]).toMatch(line);
    expect(result.hints.join('\n')).not.toMatch(/ at .*\.js:\d+/);
  });

  it('revoke asks the person at a terminal, and takes nothing but a yes', async () => {
    const { key, key_preview } = await stack.make('/admin/keys', { name: 'asked' });
    const revokeWith = async (answer: string) => {
      const said: string[] = [];
      const exitCode = await runCli({
        args: ['keys', 'revoke', 'asked'],
        env: { TOLLGATE_URL: stack.gateway.url, TOLLGATE_MASTER_KEY: MASTER_KEY },
        cwd: '/nonexistent',
        readFile: () => {
          throw Object.assign(new Error('absent'), { code: 'ENOENT' });
        },
        signals: Object.assign(new EventEmitter(), { exit: () => {} }),
        isTerminal: true,
        ask: (question) => {
          said.push(question);
          return Promise.resolve(answer);
        },
        print: (line) => said.push(line),
        writeOut: (text) => said.push(text),
        startServer: () => Promise.reject(new Error('nothing is to be started')),
      });
      return { exitCode, said };
    };
    const question = `Revoke "asked" (${key_preview}) for ever? What uses it stops working at once. [y/N] `;
    for (const answer of ['', 'n', 'ja']) {
      expect(await revokeWith(answer)).toEqual({ exitCode: 1, said: [question, 'Nothing was changed.'] });
    }
    expect((await stack.chat(key)).status).toBe(200);
    expect(await revokeWith('y')).toEqual({
      exitCode: 0,
      said: [question, `"asked" (${key_preview}) is revoked.`],
    });
    expect((await stack.chat(key)).status).toBe(401);
  });

  it('refuses a name that two keys have, and names their ids', async () => {
    const [one, two] = [
      await stack.make('/admin/keys', { name: 'twin' }),
      await stack.make('/admin/keys', { name: 'twin' }),
    ];
    const { exitCode, hints } = await tollgate('keys', 'block', 'twin');
    expect(exitCode).toBe(1);
    expect(hints[0]).toContain(one.id);
    expect(hints[0]).toContain(two.id);
  });

  it('takes a viewer’s word for reading, and exits with 4 where it may not write', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'v', role: 'viewer' });
    expect(await tollgate('keys', 'list', '--admin-key', key)).toMatchObject({ exitCode: 0 });
    const refused = await tollgate('keys', 'create', '--admin-key', key);
    expect(refused).toMatchObject({ exitCode: 4, out: '' });
    expect(refused.hints[0]).toMatch(/role/);
  });

  it('finds the gateway and the key in .env', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'tollgate-cli-'));
    const { port } = new URL(stack.gateway.url);
    writeFileSync(join(cwd, '.env'), `PORT=${port}\nTOLLGATE_MASTER_KEY="${MASTER_KEY}"\n`);
    const { exitCode } = await runTollgate(['keys', 'list'], { cwd });
    rmSync(cwd, { recursive: true });
    expect(exitCode).toBe(0);
  });

  it('says what is wrong with .env or with the file of a variable, and goes on', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'tollgate-cli-'));
    writeFileSync(join(cwd, '.env'), `TOLLGATE_URL=${stack.gateway.url}\nno variable\n`);
    const env = { TOLLGATE_MASTER_KEY_FILE: 'absent-key.txt' };
    const refused = await runTollgate(['keys', 'list'], { cwd, env });
    const listed = await runTollgate(['keys', 'list', '--admin-key', MASTER_KEY], { cwd, env });
    rmSync(cwd, { recursive: true });
    expect(refused.exitCode).toBe(4);
    expect(refused.hints.slice(0, 2)).toEqual([
      expect.stringMatching(/^Warning: .env:2: /),
      expect.stringMatching(/^Warning: TOLLGATE_MASTER_KEY_FILE: /),
    ]);
    expect(listed).toMatchObject({ exitCode: 0, hints: [expect.stringMatching(/^Warning: .env:2: /)] });
  });

  it('says which variable to set when the gateway wants a key', async () => {
    const { exitCode, hints } = await runTollgate(['keys', 'list', '--url', stack.gateway.url]);
    expect(exitCode).toBe(4);
    expect(hints[0]).toMatch(/set TOLLGATE_ADMIN_KEY or TOLLGATE_MASTER_KEY/);
  });
});

describe('nothing at the address', () => {
  it('is said with how to start a gateway', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const { exitCode, hints } = await runTollgate(['keys', 'list', '--url', url]);
    expect(exitCode).toBe(3);
    expect(hints).toEqual([
      `No gateway answers at ${url} (ECONNREFUSED). Start it with "tollgate", or say where it is by --url or TOLLGATE_URL.`,
    ]);
  });
});

describe('something else at the address', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.startsWith('/moved'))
        response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
      else response.end('<html>hello</html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('is called no gateway', async () => {
    const { exitCode, hints } = await runTollgate(['keys', 'list', '--url', url]);
    expect(exitCode).toBe(1);
    expect(hints).toEqual([`What answers at ${url} is no Tollgate gateway (HTTP 200).`]);
  });

  it('gets no key that it asks to be sent elsewhere', async () => {
    const { exitCode, hints } = await runTollgate([
      'keys',
      'list',
      '--url',
      `${url}/moved`,
      '--admin-key',
      'x',
    ]);
    expect(exitCode).toBe(1);
    expect(hints[0]).toContain('give that address by --url');
  });
});

describe('help', () => {
  it.each([
    [['keys', '--help'], /create[\s\S]*Examples:[\s\S]*Exit codes:/],
    [['keys', 'create', '--help'], /--budget <dollars\/duration>/],
    [['usage', '--help'], /--by <groups>[\s\S]*Examples:/],
  ])('%j prints and exits with 0', async (args, text) => {
    const { exitCode, out } = await runTollgate(args);
    expect(exitCode).toBe(0);
    expect(out).toMatch(text);
  });

  it('comes for a command that is not complete', async () => {
    const { exitCode, hints } = await runTollgate(['keys']);
    expect(exitCode).toBe(2);
    expect(hints.join('\n')).toMatch(/create/);
  });
});
