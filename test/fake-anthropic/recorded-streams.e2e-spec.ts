import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FakeAnthropic, JsonObject } from './start-fake-anthropic.mjs';
import { startFakeAnthropic } from './start-fake-anthropic.mjs';

const RECORDED = fileURLToPath(new URL('../../../shared/recorded/', import.meta.url));
const recordedStreams = existsSync(RECORDED)
  ? readdirSync(RECORDED).filter((name) => name.endsWith('.chunks.txt'))
  : [];
const HEADERS = { 'x-api-key': 'any', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };

describe('recorded streams, where the folder with them is present', () => {
  let fake: FakeAnthropic;

  beforeAll(async () => {
    fake = await startFakeAnthropic();
  });
  afterAll(() => fake.close());

  async function ask(chunksFile: string, stream: boolean): Promise<string> {
    fake.nextAnswer({ chunksFile });
    const messages = [{ role: 'user', content: 'Hello' }];
    const body = JSON.stringify({ model: 'claude-opus-4-6', max_tokens: 100, messages, stream });
    const response = await fetch(`${fake.origin}/v1/messages`, { method: 'POST', headers: HEADERS, body });
    return response.text();
  }

  it('are looked for beside the project, and their absence is no failure', () => {
    expect(Array.isArray(recordedStreams)).toBe(true);
  });

  for (const name of recordedStreams) {
    const lines = readFileSync(`${RECORDED}${name}`, 'utf8').split('\n').filter(Boolean);
    const recorded: JsonObject[] = lines.map((line) => JSON.parse(line));

    it(`${name} is replayed event for event`, async () => {
      const body = await ask(`${RECORDED}${name}`, true);

      const frames = body.split('\n\n').filter(Boolean);
      const events = frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)));
      const names = frames.map((frame) => /^event: (.*)\n/.exec(frame)?.[1]);
      expect(events).toEqual(recorded);
      expect(names).toEqual(recorded.map(({ type }) => type));
    });

    it(`${name} adds up to one whole message`, async () => {
      const message = JSON.parse(await ask(`${RECORDED}${name}`, false));

      const text = recorded.map(({ delta }) => delta?.text ?? '').join('');
      const blocks = recorded.filter(({ type }) => type === 'content_block_start');
      const said = message.content
        .map((block: JsonObject) => (block.type === 'text' ? block.text : ''))
        .join('');
      expect(message.content).toHaveLength(blocks.length);
      expect(said).toBe(text);
      expect(message.stop_reason).toEqual(expect.any(String));
    });
  }
});
