import { execFile } from 'node:child_process';
import { format, promisify } from 'node:util';

/**
 * Imports a TypeScript example, which runs it, and resolves with all that it printed. Each file runs once per test file,
 * because a module is loaded once.
 */
export async function runInProcess(file: string, env: Record<string, string>): Promise<string> {
  const printed: string[] = [];
  const restore = [replaceEnvironment(env), captureOutput(printed)];
  try {
    await import(file);
  } finally {
    for (const undo of restore) undo();
  }
  return printed.join('');
}

/** Runs a program with nothing of this process's environment but its path, and resolves with what it printed. */
export async function runProgram(
  program: string,
  args: string[],
  env: Record<string, string>,
): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(program, args, {
    env: { PATH: process.env.PATH, ...env },
  });
  if (stderr !== '') throw new Error(`${args.join(' ')} wrote to standard error: ${stderr}`);
  return stdout;
}

function replaceEnvironment(env: Record<string, string>): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

function captureOutput(printed: string[]): () => void {
  const { log } = console;
  const write = process.stdout.write.bind(process.stdout);
  console.log = (...values: unknown[]) => void printed.push(`${format(...values)}\n`);
  process.stdout.write = (text) => printed.push(String(text)) > 0;
  return () => {
    console.log = log;
    process.stdout.write = write;
  };
}
