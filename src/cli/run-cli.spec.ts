import { EventEmitter } from 'node:events';
import type { GatewayConfig } from '../config/gateway-config.js';
import type { CliSurroundings } from './run-cli.js';
import { runCli } from './run-cli.js';

function surround(given: Partial<CliSurroundings>) {
  const lines: string[] = [];
  const started: GatewayConfig[] = [];
  const exits: number[] = [];
  const signals = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  const surroundings: CliSurroundings = {
    args: [],
    env: {},
    cwd: '/app',
    isTerminal: false,
    readFile: () => {
      throw Object.assign(new Error('absent'), { code: 'ENOENT' });
    },
    signals,
    print: (line) => lines.push(line),
    writeOut: (text) => lines.push(text),
    startServer: async (config) => {
      started.push(config);
      return { url: `http://${config.host}:${config.port}`, close: () => Promise.resolve() };
    },
    ...given,
  };
  return { surroundings, lines, started, signals, exits };
}

describe('tollgate', () => {
  it.each([[[]], [['serve']]])(
    '%j starts the gateway and says where, what and that it is open',
    async (args) => {
      const { surroundings, lines, started } = surround({ args, env: { CLAUDE_CODE_API_KEY: 'token' } });

      expect(await runCli(surroundings)).toBeUndefined();

      expect(started).toHaveLength(1);
      expect(lines).toEqual([
        'Tollgate is listening on http://127.0.0.1:4000',
        'Console: http://127.0.0.1:4000/ui',
        '  claude-* → claude_code_native/claude-*',
        'OPEN: no master key is set, so every program on this machine may use the gateway. Set TOLLGATE_MASTER_KEY to close it.',
      ]);
    },
  );

  it('hands its flags on, before or after serve', async () => {
    for (const serve of [[], ['serve']]) {
      const { surroundings, started } = surround({
        args: [...serve, '--port', '1', '--host', '::1', '--log-level', 'trace', '--model', 'anthropic/m'],
      });
      await runCli(surroundings);
      expect(started).toMatchObject([{ port: 1, host: '::1', logLevel: 'trace' }]);
      expect(started[0]?.missingCredential?.variables).toEqual(['ANTHROPIC_API_KEY']);
    }
  });

  it('names the console only where there is one', async () => {
    const { surroundings, lines } = surround({ env: { DISABLE_ADMIN_UI: 'true' } });
    await runCli(surroundings);
    expect(lines.filter((line) => line.includes('/ui'))).toEqual([]);
  });

  it('tells what is missing and where to get it', async () => {
    const { surroundings, lines } = surround({});
    await runCli(surroundings);
    expect(lines.join('\n')).toMatch(/set CLAUDE_CODE_API_KEY \(`claude setup-token` prints one\)[\s\S]*503/);
  });

  it('reminds of the terms when a stored OAuth token is shared, and only then', async () => {
    const terms = async (env: Record<string, string>) => {
      const { surroundings, lines } = surround({ env });
      await runCli(surroundings);
      return lines.filter((line) => line.startsWith('Terms:')).length;
    };
    const shared = { TOLLGATE_MASTER_KEY: 'a-master-key-of-many-characters' };
    expect(await terms({ CLAUDE_CODE_API_KEY: 'token', ...shared })).toBe(1);
    expect(await terms({ CLAUDE_CODE_API_KEY: 'token' })).toBe(0);
    expect(await terms({ ANTHROPIC_API_KEY: 'key', ...shared })).toBe(0);
  });

  it('exits with 1 and a line for each problem, and does not start', async () => {
    const { surroundings, lines, started } = surround({ env: { PORT: 'x', LOG_LEVEL: 'y' } });
    expect(await runCli(surroundings)).toBe(1);
    expect(lines).toHaveLength(2);
    expect(started).toEqual([]);
  });

  it('shows a misspelled key beside what stopped the start', async () => {
    const { surroundings, lines } = surround({
      args: ['--config', 'c.yaml'],
      readFile: (path) => (path.endsWith('c.yaml') ? 'general_setting: {}\nrouter_settings: 1' : ''),
    });
    await runCli(surroundings);
    expect(lines).toEqual([
      'Warning: c.yaml:1:1: unknown key general_setting is ignored. Did you mean "general_settings"?',
      'c.yaml:2:18: router_settings is a single value; allowed is a mapping of keys.',
    ]);
  });

  it('exits with 1 and one line when the port is taken', async () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', syscall: 'listen' });
    const { surroundings, lines } = surround({ startServer: () => Promise.reject(taken) });
    expect(await runCli(surroundings)).toBe(1);
    expect(lines).toEqual([
      'Port 4000 on 127.0.0.1 is taken by another program; stop that one, or choose another port: --port 4001.',
    ]);
  });

  it('closes the gateway on SIGTERM and exits with 0', async () => {
    const { surroundings, signals, exits } = surround({});
    await runCli(surroundings);
    signals.emit('SIGTERM');
    await new Promise(setImmediate);
    expect(exits).toEqual([0]);
  });

  it('that is told to stop while it starts ends at once', async () => {
    const { surroundings, signals, exits } = surround({ startServer: () => new Promise(() => undefined) });
    void runCli(surroundings);
    await new Promise(setImmediate);
    signals.emit('SIGTERM', 'SIGTERM');
    await new Promise(setImmediate);
    expect(exits).toEqual([0]);
  });

  it.each([
    ['as load balancers need, where there is no terminal', { isTerminal: false }, 3_000],
    ['not at all on a terminal', { isTerminal: true }, 0],
    ['as configured', { isTerminal: true, env: { TOLLGATE_DRAIN_NOTICE_SECONDS: '7' } }, 7_000],
  ])('goes on taking connections after a signal %s', async (_, given, noticeMs) => {
    const notices: (number | undefined)[] = [];
    const close = (ms?: number) => Promise.resolve(void notices.push(ms));
    const startServer = () => Promise.resolve({ url: 'http://127.0.0.1:4000', close });
    const { surroundings, signals } = surround({ ...given, startServer });
    await runCli(surroundings);
    signals.emit('SIGTERM', 'SIGTERM');
    expect(notices).toEqual([noticeMs]);
  });

  it.each([
    [['--prot', '4'], /unknown option '--prot'\n\(Did you mean --port\?\)\nRun "tollgate --help"/],
    [['--port'], /argument missing/],
    [['nonsense'], /Run "tollgate --help"/],
  ])('%j exits with 2 and a hint', async (args, hint) => {
    const { surroundings, lines, started } = surround({ args });
    expect(await runCli(surroundings)).toBe(2);
    expect(lines.join('\n')).toMatch(hint);
    expect(started).toEqual([]);
  });

  it.each([
    ['--help', /--config <file>[\s\S]*Examples:/],
    ['--version', /^\d+\.\d+\.\d+\n$/],
  ])('%s prints and exits with 0', async (flag, expected) => {
    const { surroundings, lines } = surround({ args: [flag] });
    expect(await runCli(surroundings)).toBe(0);
    expect(lines.join('')).toMatch(expected);
  });
});
