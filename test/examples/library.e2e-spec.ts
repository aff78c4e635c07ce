import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { expectCalls, expectSaid, OAUTH_TOKEN, queueAnswers } from './check-upstream.js';
import { exampleFile, exampleNames } from './example-files.js';
import { EXPECTED_EXAMPLES } from './expected-examples.js';
import { runInProcess } from './run-example.js';

let fake: FakeAnthropic;

beforeAll(async () => {
  fake = await startFakeAnthropic({ oauthTokens: [OAUTH_TOKEN] });
});

afterAll(() => fake.close());

describe('the library examples', () => {
  it('are all expected here', () => {
    expect(exampleNames('library').sort()).toEqual(EXPECTED_EXAMPLES.map(({ name }) => name).sort());
  });

  it.each(EXPECTED_EXAMPLES)('$name: sends what it means to and prints the answer', async (example) => {
    queueAnswers(fake, example);
    const printed = await runInProcess(exampleFile(`library/${example.name}.ts`), {
      CLAUDE_CODE_API_KEY: OAUTH_TOKEN,
      CLAUDE_CODE_API_BASE: fake.origin,
    });
    expectCalls(fake, example);
    expectSaid(printed, example);
  });
});
