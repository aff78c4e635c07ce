import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expectCalls, expectSaid, queueAnswers } from './check-upstream.js';
import { exampleFile, exampleNames, PROJECT_ROOT } from './example-files.js';
import { EXPECTED_EXAMPLES } from './expected-examples.js';
import { runProgram } from './run-example.js';
import { type ExampleGateway, startExampleGateway } from './start-example-gateway.js';

/** The interpreter itself: launchers that choose a version would take longer than the examples. */
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const interpreter = python.status === 0 ? python.stdout.trim() : undefined;
const itRunsPython = interpreter === undefined ? it.skip : it;
const note = interpreter === undefined ? ' (skipped: this machine has no python3)' : '';

const PYTHON_ENVIRONMENT = {
  // A stand-in for the openai package, so that none has to be installed.
  PYTHONPATH: join(PROJECT_ROOT, 'test/examples/python-stub'),
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONIOENCODING: 'utf-8',
};

let gateway: ExampleGateway;

beforeAll(async () => {
  gateway = await startExampleGateway();
});

afterAll(() => gateway.close());

describe('the Python examples', () => {
  it('are all expected here', () => {
    expect(exampleNames('python').sort()).toEqual(EXPECTED_EXAMPLES.map(({ name }) => name).sort());
  });

  itRunsPython.each(EXPECTED_EXAMPLES)(
    `$name: sends what it means to and prints the answer${note}`,
    async (example) => {
      queueAnswers(gateway.fake, example);
      const env = { ...gateway.env, ...PYTHON_ENVIRONMENT };
      const printed = await runProgram(
        interpreter ?? '',
        ['-S', exampleFile(`python/${example.name}.py`)],
        env,
      );
      expectCalls(gateway.fake, example);
      expectSaid(printed, example);
    },
  );
});
