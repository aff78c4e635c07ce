import type { FakeAnthropic, FakeRequest } from '../fake-anthropic/start-fake-anthropic.mjs';
import type { ExpectedExample } from './expected-examples.js';

export const OAUTH_TOKEN = 'sk-ant-oat01-examples';

const IDENTITY = { type: 'text', text: "You are Claude Code, Anthropic's official CLI for Claude." };

/** Readies the fake for one example. */
export function queueAnswers(fake: FakeAnthropic, { answers = [] }: ExpectedExample): void {
  fake.reset();
  for (const answer of answers) fake.nextAnswer(answer);
}

/** Expects that exactly the calls of an example have gone up, in the provider's dialect. */
export function expectCalls(fake: FakeAnthropic, { sends, betas = [] }: ExpectedExample): void {
  expect(fake.requests.map(({ answeredStatus }) => answeredStatus)).toEqual(sends.map(() => 200));
  for (const [index, request] of fake.requests.entries()) {
    expect(request.path).toBe('/v1/messages');
    expect(request.headers.authorization).toBe(`Bearer ${OAUTH_TOKEN}`);
    expect(request.headers['x-api-key']).toBeUndefined();
    expect(betasOf(request).sort()).toEqual([...betas, 'oauth-2025-04-20'].sort());
    expect(request.body.system[0]).toEqual(IDENTITY);
    expect(request.body).toMatchObject({ model: 'claude-sonnet-4-6', ...sends[index] });
  }
}

/** Expects that all that an example is to say is among what it printed. */
export function expectSaid(printed: string, { says }: ExpectedExample): void {
  for (const text of says) expect(printed).toContain(text);
}

function betasOf({ headers }: FakeRequest): string[] {
  return (headers['anthropic-beta'] ?? '').split(',');
}
