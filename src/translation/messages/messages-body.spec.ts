import { InvalidRequestError } from '../../errors/gateway-error.js';
import { MessagesBody } from './messages-body.js';

const MESSAGE = { role: 'user', content: 'Hi' };

function read(body: unknown, needsMaxTokens = true): MessagesBody {
  return MessagesBody.read(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), {
    needsMaxTokens,
  });
}

describe('MessagesBody', () => {
  it('reads what the gateway needs and leaves the bytes alone', () => {
    const text =
      '{ "model":"claude-a",\n"max_tokens" : 10, "stream":true,"metadata":{"user_id":"u_1"},"system":"S","messages":[{"role":"user","content":"H\\u0069"}], "new_field":[1.0] }';
    const body = read(text);
    expect([body.model, body.isStream, body.userId, body.readSystem()]).toEqual([
      'claude-a',
      true,
      'u_1',
      'S',
    ]);
    expect(body.withChanges({}).toString()).toBe(text);
    expect(body.withChanges({ model: undefined }).toString()).toBe(text);
  });

  it('replaces the model and the system prompt and nothing else', () => {
    const text =
      '{"max_tokens":1,"system" : "S" ,"model":"alias","messages":[{"role":"user","content":"é"}],"x":1e2}';
    const changed = read(text).withChanges({ model: 'claude-b', system: [{ type: 'text', text: 'ü' }] });
    expect(changed.toString()).toBe(
      '{"max_tokens":1,"system" : [{"type":"text","text":"ü"}] ,"model":"claude-b","messages":[{"role":"user","content":"é"}],"x":1e2}',
    );
  });

  it('adds a system prompt where there was none', () => {
    const text = ' { "model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}]}';
    const changed = JSON.parse(read(text).withChanges({ system: 'S' }).toString()) as unknown;
    expect(changed).toEqual({
      system: 'S',
      model: 'm',
      max_tokens: 1,
      messages: [{ role: 'user', content: 'x' }],
    });
  });

  it('does not ask for max_tokens when tokens are counted', () => {
    expect(read({ model: 'm', messages: [MESSAGE] }, false).model).toBe('m');
  });

  it.each([
    ['model', { max_tokens: 1, messages: [MESSAGE] }],
    ['model', { model: 5, max_tokens: 1, messages: [MESSAGE] }],
    ['model', { model: '', max_tokens: 1, messages: [MESSAGE] }],
    ['messages', { model: 'm', max_tokens: 1 }],
    ['messages', { model: 'm', max_tokens: 1, messages: [] }],
    ['messages', { model: 'm', max_tokens: 1, messages: 'Hi' }],
    ['messages[1]', { model: 'm', max_tokens: 1, messages: [MESSAGE, 'Hi'] }],
    ['messages[0].role', { model: 'm', max_tokens: 1, messages: [{ content: 'x' }] }],
    ['messages[0].role', { model: 'm', max_tokens: 1, messages: [{ role: 'tool', content: 'x' }] }],
    ['messages[0].content', { model: 'm', max_tokens: 1, messages: [{ role: 'user' }] }],
    ['messages[0].content', { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: null }] }],
    ['messages[0].content[0]', { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: ['x'] }] }],
    [
      'messages[0].content[0].type',
      { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: [{}] }] },
    ],
    ['max_tokens', { model: 'm', messages: [MESSAGE] }],
    ['max_tokens', { model: 'm', max_tokens: '5', messages: [MESSAGE] }],
    ['max_tokens', { model: 'm', max_tokens: -1, messages: [MESSAGE] }],
    ['max_tokens', { model: 'm', max_tokens: 1.5, messages: [MESSAGE] }],
    ['stream', { model: 'm', max_tokens: 1, messages: [MESSAGE], stream: 'yes' }],
    ['system', { model: 'm', max_tokens: 1, messages: [MESSAGE], system: 7 }],
    ['api_base', { model: 'm', max_tokens: 1, messages: [MESSAGE], api_base: 'http://elsewhere' }],
    ['model', '{"model":"a","max_tokens":1,"messages":[{"role":"user","content":"x"}],"model":"b"}'],
  ])('names %s in %j', (param, body) => {
    let thrown: unknown;
    try {
      read(body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidRequestError);
    expect((thrown as InvalidRequestError).param).toBe(param);
  });
});
