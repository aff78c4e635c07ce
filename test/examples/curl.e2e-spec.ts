import { expectCalls, expectSaid, queueAnswers } from './check-upstream.js';
import { exampleFile, exampleNames } from './example-files.js';
import { EXPECTED_EXAMPLES } from './expected-examples.js';
import { runProgram } from './run-example.js';
import { type ExampleGateway, startExampleGateway } from './start-example-gateway.js';

let gateway: ExampleGateway;

beforeAll(async () => {
  gateway = await startExampleGateway();
});

afterAll(() => gateway.close());

/** A streamed answer has its text in pieces. */
function textOf(output: string): string {
  if (!output.startsWith('data: ')) return output;
  const frames = output.split('\n\n').filter((frame) => frame.startsWith('data: {'));
  return frames
    .map((frame) => JSON.parse(frame.slice('data: '.length)).choices[0]?.delta.content ?? '')
    .join('');
}

describe('the curl examples', () => {
  it('are all expected here', () => {
    expect(exampleNames('curl').sort()).toEqual(EXPECTED_EXAMPLES.map(({ name }) => name).sort());
  });

  it.each(EXPECTED_EXAMPLES)('$name: sends what it means to and shows the answer', async (example) => {
    queueAnswers(gateway.fake, example);
    const output = await runProgram('bash', [exampleFile(`curl/${example.name}.sh`)], gateway.env);
    expectCalls(gateway.fake, example);
    expectSaid(textOf(output), example);
  });
});
