import { exampleFile, exampleNames } from './example-files.js';
import { runInProcess } from './run-example.js';
import { type ExampleGateway, startExampleGateway } from './start-example-gateway.js';

let gateway: ExampleGateway;

beforeAll(async () => {
  gateway = await startExampleGateway();
});

afterAll(() => gateway.close());

describe('the client examples', () => {
  it.each(exampleNames('clients'))('%s: gets an answer through the gateway', async (name) => {
    const printed = await runInProcess(exampleFile(`clients/${name}.ts`), gateway.env);
    expect(gateway.fake.requests.at(-1)?.body).toMatchObject({ model: 'claude-sonnet-4-6' });
    expect(printed).toContain('Say hello in five words.');
  });
});
