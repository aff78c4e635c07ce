import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { FakeAnthropic, FakeEvent, FixtureName } from '../fake-anthropic/start-fake-anthropic.mjs';
import { answerOfFake, eventsIn } from './start-stack.js';

const RECORDED = fileURLToPath(new URL('../../../shared/recorded/', import.meta.url));

const FIXTURES: FixtureName[] = [
  'text',
  'empty',
  'tool-use',
  'tool-without-arguments',
  'parallel-tools',
  'text-and-tool',
  'thinking',
  'thinking-and-tool',
  'redacted-thinking',
  'web-search',
  'mcp',
  'code-execution',
  'refusal',
  'json-by-tool',
  'max-tokens',
  'tool-cut-by-max-tokens',
  'stop-sequence',
  'pause-turn',
  'context-window-exceeded',
  'unicode',
  'long-text',
  'pings',
  'cache-usage',
  'delta-input-tokens',
];

interface NamedStream {
  name: string;
  events: (fake: FakeAnthropic) => Promise<FakeEvent[]>;
}

/** Streams of the real API, where the folder with them is beside the project; none elsewhere. */
const recordedStreams: NamedStream[] = filesEndingIn('.chunks.txt').map((name) => ({
  name: `recorded ${name}`,
  events: async () => readLines(name),
}));

const fixtureStreams: NamedStream[] = FIXTURES.map((fixture) => ({
  name: `fixture ${fixture}`,
  events: async (fake) => eventsIn(await answerOfFake(fake, { fixture }, { stream: true })),
}));

export const allStreams: NamedStream[] = [...fixtureStreams, ...recordedStreams];

/** Whole answers of the real API, byte for byte, where the folder with them is present. */
export const recordedMessages: { name: string; bytes: Buffer }[] = filesEndingIn('.json').map((name) => ({
  name,
  bytes: readFileSync(RECORDED + name),
}));

function filesEndingIn(ending: string): string[] {
  return existsSync(RECORDED) ? readdirSync(RECORDED).filter((name) => name.endsWith(ending)) : [];
}

function readLines(name: string): FakeEvent[] {
  const lines = readFileSync(RECORDED + name, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}
