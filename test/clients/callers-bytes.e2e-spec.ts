import { CLAUDE_CODE_PROMPT, type Stack, startStack } from './start-stack.js';

/** Nothing here survives a parse and a stringify: spacing, key order, escapes, number spellings. */
const ODD = String.raw`
{ "stop_sequences" :["\u0045ND"],
	"messages":[ {"content" : [{"text":"Gr\u00fc\u00DFe \/ \ud83c\udf89 \"q\"","type":"text" , "cache_control":{"type":"ephemeral","ttl":"1h"}}], "role":"user"}],
  "temperature":1.0, "max_tokens":5e1,
  "metadata" : { "user_id":null },
  "model":"MODEL"SYSTEM , "top_k": 40
}
`;
const ODD_SYSTEM = String.raw`, "system" : [ {"text":"Be \u0062rief.","type":"text","cache_control":{ "ttl":"1h","type":"ephemeral" }} ]`;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

function oddBody(model: string, system = ''): string {
  return ODD.replace('MODEL', model).replace('SYSTEM', system);
}

/** Sends a body through the gateway and gives back what arrived upstream. */
async function sentUpFor(body: string | Buffer, path = '/v1/messages'): Promise<string> {
  const before = stack.fake.requests.length;
  await stack.post(path, body);
  expect(stack.fake.requests).toHaveLength(before + 1);
  return stack.lastUpstream().rawBody.toString();
}

describe('a body on /v1/messages', () => {
  it('goes up byte for byte when nothing in it has to change', async () => {
    const identity = `, "system": [{"type":"text","text":${JSON.stringify(CLAUDE_CODE_PROMPT)}}]`;
    const body = oddBody('claude-sonnet-4-6', identity);
    expect(await sentUpFor(body)).toBe(body);
    expect(stack.lastUpstream().answeredStatus).toBe(200);
  });

  it('changes by its model name alone where that has a provider or is an alias', async () => {
    for (const model of ['anthropic/claude-sonnet-4-6', 'house-sonnet', 'sonnet', 'gpt-4o']) {
      const body = oddBody(model, ODD_SYSTEM);
      expect(await sentUpFor(body)).toBe(oddBody('claude-sonnet-4-6', ODD_SYSTEM));
      expect(stack.lastUpstream().answeredStatus).toBe(200);
    }
  });

  it('changes by its system prompt alone where one has to be added', async () => {
    const sent = await sentUpFor(oddBody('claude-sonnet-4-6'));
    const added = `"system":[{"type":"text","text":${JSON.stringify(CLAUDE_CODE_PROMPT)}}],`;
    expect(sent).toContain(added);
    expect(sent.replace(added, '')).toBe(oddBody('claude-sonnet-4-6'));
  });

  it('keeps every byte around a system prompt that has to change', async () => {
    const body = oddBody('claude-sonnet-4-6', ODD_SYSTEM);
    const sent = await sentUpFor(body);
    const at = body.indexOf('[ {"text":"Be');
    const end = body.indexOf(' , "top_k"');
    expect(sent.startsWith(body.slice(0, at))).toBe(true);
    expect(sent.endsWith(body.slice(end))).toBe(true);
    expect(JSON.parse(sent).system).toEqual([
      { type: 'text', text: CLAUDE_CODE_PROMPT },
      { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ]);
  });

  it('keeps fields that the gateway does not know, in their spelling', async () => {
    const body =
      '{"x_future":[1.0,1E3,-0.0,12345678901234567890,{"\\u0061":"\\/"}],"model":"anthropic/claude-sonnet-4-6","max_tokens":10,"messages":[{"role":"user","content":"Hi","x_mark":1.50}]}';
    expect(await sentUpFor(body)).toBe(body.replace('anthropic/', ''));
  });

  it('is the same for counting tokens', async () => {
    const body =
      '{ "messages":[{"role":"user","content":"Gr\\u00fc\u00dfe"}] , "model":"anthropic/claude-sonnet-4-6" }';
    expect(await sentUpFor(body, '/v1/messages/count_tokens')).toBe(body.replace('anthropic/', ''));
  });

  it('has the length that its header says, also with characters of several bytes', async () => {
    const body = oddBody('anthropic/claude-sonnet-4-6').replace('"q\\"', '"\u{1f600}世界');
    const sent = await sentUpFor(body);
    expect(stack.lastUpstream().headers['content-length']).toBe(String(Buffer.byteLength(sent)));
    expect(stack.lastUpstream().headers).not.toHaveProperty('transfer-encoding');
  });

  it('arrives whole when it is large and comes in pieces', async () => {
    const text = 'äöü€😀 '.repeat(200_000);
    const body = JSON.stringify({
      model: 'anthropic/claude-sonnet-4-6',
      max_tokens: 5,
      messages: [{ role: 'user', content: text }],
    });
    expect((await sentUpFor(body)) === body.replace('anthropic/', '')).toBe(true);
  });

  it.each(['?beta=true', '?beta=true&x=1', '/'])('is taken at /v1/messages%s too', async (suffix) => {
    const response = await stack.post(`/v1/messages${suffix}`, oddBody('house-sonnet'));
    expect(response.status).toBe(200);
  });
});
