import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';

/** Set by `npm run test:claude-code`, which installs the client. */
const PROGRAM = process.env.TEST_CLAUDE_CODE;
const LIMIT_MS = 18_000;
const FORMAT = '--output-format';
/** There is no network but the gateway: what is said to others would be tried for long. */
const QUIET = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' };

interface RunOptions {
  env?: Record<string, string>;
  /** Names of tools that it may use without asking. */
  tools?: string[];
  args?: string[];
}

/** How a run ended: the client's own account of it. */
interface ClaudeCodeRun {
  exitCode: number | null;
  /** What it said, line by line; one line unless it was asked for a stream. */
  lines: JsonObject[];
  /** The last line: `result`, `is_error`, `session_id`, … */
  answer: JsonObject;
}

/** The real command-line client, of a user who has nothing but a home folder, in which it also works. */
export interface ClaudeCode {
  /** Gives it one prompt, with the set-up of `env`, and resolves when it has ended. */
  run(prompt: string, options?: RunOptions): Promise<ClaudeCodeRun>;
  /** Where it lives and works. */
  home: string;
  /** Ends what still runs, and removes the folder. */
  remove(): void;
}

/** A new user's client. */
export function makeClaudeCode(): ClaudeCode {
  const home = mkdtempSync(join(tmpdir(), 'tollgate-claude-code-'));
  const running = new Set<ChildProcess>();
  return {
    home,
    run: async (prompt, { env = {}, tools = [], args = [] } = {}) => {
      if (PROGRAM === undefined) throw new Error('TEST_CLAUDE_CODE names no program.');
      const allowed = tools.length === 0 ? [] : ['--allowedTools', tools.join(',')];
      const child = spawn(
        PROGRAM,
        ['-p', prompt, ...(args.includes(FORMAT) ? [] : [FORMAT, 'json']), ...allowed, ...args],
        {
          cwd: home,
          env: { HOME: home, PATH: process.env.PATH, ...QUIET, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: LIMIT_MS,
          killSignal: 'SIGKILL',
        },
      );
      running.add(child);
      return readRun(child).finally(() => running.delete(child));
    },
    remove: () => {
      for (const child of running) child.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function readRun(child: ChildProcess): Promise<ClaudeCodeRun> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => output.push(piece));
    child.stderr?.on('data', (piece: Buffer) => errors.push(piece));
    child.once('error', reject);
    child.once('close', (exitCode) => {
      const text = Buffer.concat(output).toString();
      try {
        const lines = text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as JsonObject);
        resolve({ exitCode, lines, answer: lines.at(-1) ?? {} });
      } catch {
        reject(new Error(`Claude Code ended (${exitCode}) with ${text}${Buffer.concat(errors).toString()}`));
      }
    });
  });
}
