import { paramRefusedIn, translate } from './translate.fixture.js';

const USER = { role: 'user', content: 'Hello' };
const text = (value: string) => ({ type: 'text', text: value });
const call = (id: string, name = 'look_up', callArguments = '{}') => ({
  id,
  type: 'function',
  function: { name, arguments: callArguments },
});

describe('messages', () => {
  it('moves system and developer messages into the system prompt, in order', () => {
    const { body } = translate({
      messages: [
        { role: 'system', content: 'One', cache_control: { type: 'ephemeral', ttl: '1h' } },
        USER,
        {
          role: 'developer',
          content: [text('Two'), text(' '), { ...text('Three'), cache_control: { type: 'ephemeral' } }],
        },
        { role: 'system', content: '' },
      ],
    });
    expect(body.system).toEqual([
      { ...text('One'), cache_control: { type: 'ephemeral', ttl: '1h' } },
      text('Two'),
      { ...text('Three'), cache_control: { type: 'ephemeral' } },
    ]);
    expect(body.messages).toHaveLength(1);
  });

  it("puts Anthropic's own system field before the messages' instructions", () => {
    const { body } = translate({ system: 'First', messages: [{ role: 'system', content: 'Second' }, USER] });
    expect(body.system).toEqual([text('First'), text('Second')]);
  });

  it('makes one message of several in a row, so that roles alternate', () => {
    const { body } = translate({
      messages: [
        USER,
        { role: 'user', content: [text('Are you there?')] },
        { role: 'assistant', content: 'Yes' },
        { role: 'assistant', content: 'I am ' },
      ],
    });
    expect(body.messages).toEqual([
      { role: 'user', content: [text('Hello'), text('Are you there?')] },
      { role: 'assistant', content: [text('Yes'), text('I am')] },
    ]);
  });

  it('answers tool calls in the next message: results first, then the text', () => {
    const { body } = translate({
      messages: [
        USER,
        {
          role: 'assistant',
          content: 'Looking.',
          thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 's' }],
          reasoning_content: 'Hm',
          tool_calls: [call('a', 'look_up', '{"q":1}'), call('b', 'look_up', '')],
        },
        { role: 'tool', tool_call_id: 'b', content: [text('B')], is_error: true },
        { role: 'user', content: 'Also this' },
        { role: 'tool', tool_call_id: 'a', content: 'A', cache_control: { type: 'ephemeral' } },
      ],
    });
    expect(body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm', signature: 's' },
          text('Looking.'),
          { type: 'tool_use', id: 'a', name: 'look_up', input: { q: 1 } },
          { type: 'tool_use', id: 'b', name: 'look_up', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'b', content: [text('B')], is_error: true },
          { type: 'tool_result', tool_use_id: 'a', content: 'A', cache_control: { type: 'ephemeral' } },
          text('Also this'),
        ],
      },
    ]);
  });

  it('takes the older function calls, which have no ids', () => {
    const { body } = translate({
      messages: [
        USER,
        { role: 'assistant', content: null, function_call: { name: 'look_up', arguments: '{"q":1}' } },
        { role: 'function', name: 'look_up', content: 'Found' },
      ],
    });
    expect(body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'function_call_1', name: 'look_up', input: { q: 1 } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'function_call_1', content: 'Found' }] },
    ]);
  });

  it('rewrites tool call ids that Anthropic refuses, in the call and in its result', () => {
    const { body } = translate({
      messages: [
        USER,
        { role: 'assistant', tool_calls: [call('call:1/ä'), call('call:1/ö')] },
        { role: 'tool', tool_call_id: 'call:1/ö', content: 'second' },
        { role: 'tool', tool_call_id: 'call:1/ä', content: 'first' },
      ],
    });
    const [first, second] = body.messages[1]?.content.map(({ id }) => id as string) ?? [];
    expect(first).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(second).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(first).not.toBe(second);
    expect(body.messages[2]?.content.map(({ tool_use_id }) => tool_use_id)).toEqual([second, first]);
  });

  it('tells apart calls of different turns that have the same id', () => {
    const turn = [
      { role: 'assistant', tool_calls: [call('call_0')] },
      { role: 'tool', tool_call_id: 'call_0', content: 'x' },
    ];
    const { body } = translate({ messages: [USER, ...turn, ...turn] });
    const ids = [1, 3].map((index) => body.messages[index]?.content[0]?.id);
    expect(new Set(ids).size).toBe(2);
    expect([2, 4].map((index) => body.messages[index]?.content[0]?.tool_use_id)).toEqual(ids);
  });

  it("passes parts in Anthropic's own shape as they are", () => {
    const document = {
      type: 'document',
      source: { type: 'url', url: 'https://a.example/a.pdf' },
      citations: { enabled: true },
    };
    const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: {} };
    const result = {
      type: 'tool_result',
      tool_use_id: 'toolu_1',
      content: [text('x')],
      cache_control: { type: 'ephemeral' },
    };
    const serverToolUse = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };
    const { body } = translate({
      messages: [
        { role: 'user', content: [document] },
        { role: 'assistant', content: [serverToolUse, text('So'), toolUse] },
        { role: 'user', content: [text('Go on'), result] },
      ],
    });
    expect(body.messages.map(({ content }) => content)).toEqual([
      [document],
      [serverToolUse, text('So'), toolUse],
      [result, text('Go on')],
    ]);
    expect(body.messages[0]?.content[0]).toBe(document);
  });

  it('leaves an empty tool result without content', () => {
    const { body } = translate({
      messages: [
        USER,
        { role: 'assistant', tool_calls: [call('a')] },
        { role: 'tool', tool_call_id: 'a', content: ' ' },
      ],
    });
    expect(body.messages[2]?.content).toEqual([{ type: 'tool_result', tool_use_id: 'a' }]);
  });

  it('lets a conversation end in a tool call', () => {
    const { body } = translate({ messages: [USER, { role: 'assistant', tool_calls: [call('a')] }] });
    expect(body.messages).toHaveLength(2);
  });

  it("keeps a message's cache_control on its last block", () => {
    const cache_control = { type: 'ephemeral' };
    const { body } = translate({
      messages: [{ role: 'user', content: [text('a'), text('b')], cache_control }],
    });
    expect(body.messages[0]?.content).toEqual([text('a'), { ...text('b'), cache_control }]);
  });

  it('takes a refusal of the assistant for its text', () => {
    const { body } = translate({
      messages: [
        USER,
        { role: 'assistant', content: null, refusal: 'No.' },
        USER,
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'Never.' }] },
      ],
    });
    expect([body.messages[1]?.content, body.messages[3]?.content]).toEqual([[text('No.')], [text('Never.')]]);
  });

  const ASSISTANT_CALLS = { role: 'assistant', tool_calls: [call('a')] };
  it.each<[string, unknown[], string]>([
    ['a message that is no object', ['hi'], 'messages[0]'],
    ['a message that is null', [null], 'messages[0]'],
    ['a message without a role', [{ content: 'hi' }], 'messages[0].role'],
    ['an unknown role', [USER, { role: 'robot', content: 'hi' }], 'messages[1].role'],
    ['a role that every object has', [{ role: 'constructor', content: 'hi' }], 'messages[0].role'],
    ['content null of a user', [{ role: 'user', content: null }], 'messages[0].content'],
    ['content that is a number', [{ role: 'user', content: 3 }], 'messages[0].content'],
    ['content that is an object', [{ role: 'user', content: {} }], 'messages[0].content'],
    ['an empty message', [{ role: 'user', content: ' \n' }], 'messages[0].content'],
    ['an empty list of parts', [{ role: 'user', content: [] }], 'messages[0].content'],
    ['a part that is no object', [{ role: 'user', content: ['hi'] }], 'messages[0].content[0]'],
    ['a part without a type', [{ role: 'user', content: [{ text: 'hi' }] }], 'messages[0].content[0].type'],
    [
      'a text part without text',
      [{ role: 'user', content: [{ type: 'text' }] }],
      'messages[0].content[0].text',
    ],
    [
      'audio',
      [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }],
      'messages[0].content[0]',
    ],
    [
      'an image in the system prompt',
      [{ role: 'system', content: [{ type: 'image' }] }, USER],
      'messages[0].content',
    ],
    ['system content that is null', [{ role: 'system', content: null }, USER], 'messages[0].content'],
    ['no message but instructions', [{ role: 'system', content: 'hi' }], 'messages'],
    [
      'an assistant who speaks first',
      [
        { role: 'system', content: 'x' },
        { role: 'assistant', content: 'hi' },
      ],
      'messages[1]',
    ],
    ['an empty assistant message', [USER, { role: 'assistant', content: '' }], 'messages[1].content'],
    ['tool_calls that are no list', [USER, { role: 'assistant', tool_calls: {} }], 'messages[1].tool_calls'],
    [
      'a tool call that is no object',
      [USER, { role: 'assistant', tool_calls: [1] }],
      'messages[1].tool_calls[0]',
    ],
    [
      'a tool call without id',
      [USER, { role: 'assistant', tool_calls: [{ function: {} }] }],
      'messages[1].tool_calls[0].id',
    ],
    [
      'a custom tool call',
      [USER, { role: 'assistant', tool_calls: [{ id: 'a', type: 'custom' }] }],
      'messages[1].tool_calls[0].type',
    ],
    [
      'a tool call without function',
      [USER, { role: 'assistant', tool_calls: [{ id: 'a' }] }],
      'messages[1].tool_calls[0].function',
    ],
    [
      'a tool call without name',
      [USER, { role: 'assistant', tool_calls: [{ id: 'a', function: {} }] }],
      'messages[1].tool_calls[0].function.name',
    ],
    [
      'arguments that are no JSON',
      [USER, { role: 'assistant', tool_calls: [call('a', 'f', '{"a":')] }],
      'messages[1].tool_calls[0].function.arguments',
    ],
    [
      'arguments that are a list',
      [USER, { role: 'assistant', tool_calls: [call('a', 'f', '[1]')] }],
      'messages[1].tool_calls[0].function.arguments',
    ],
    [
      'two calls with one id',
      [USER, { role: 'assistant', tool_calls: [call('a'), call('a')] }],
      'messages[1].tool_calls[1].id',
    ],
    [
      'a result without a call',
      [USER, { role: 'tool', tool_call_id: 'a', content: 'x' }],
      'messages[1].tool_call_id',
    ],
    [
      'a result of another call',
      [USER, ASSISTANT_CALLS, { role: 'tool', tool_call_id: 'b', content: 'x' }],
      'messages[2].tool_call_id',
    ],
    [
      'a second result',
      [USER, ASSISTANT_CALLS, ...Array<object>(2).fill({ role: 'tool', tool_call_id: 'a', content: 'x' })],
      'messages[3].tool_call_id',
    ],
    ['a call without result', [USER, ASSISTANT_CALLS, USER], 'messages[1].tool_calls[0].id'],
    [
      'a function result without a call',
      [USER, { role: 'function', name: 'f', content: 'x' }],
      'messages[1].name',
    ],
    [
      'is_error that is no boolean',
      [USER, ASSISTANT_CALLS, { role: 'tool', tool_call_id: 'a', content: 'x', is_error: 1 }],
      'messages[2].is_error',
    ],
    [
      'thinking blocks that are no list',
      [USER, { role: 'assistant', content: 'x', thinking_blocks: 'x' }],
      'messages[1].thinking_blocks',
    ],
    [
      'a thinking block without type',
      [USER, { role: 'assistant', content: 'x', thinking_blocks: [{}] }],
      'messages[1].thinking_blocks[0].type',
    ],
    [
      'an assistant message that ends in thinking',
      [
        USER,
        {
          role: 'assistant',
          content: ' ',
          thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 's' }],
        },
      ],
      'messages[1].content',
    ],
    [
      'a tool_use part without input',
      [USER, { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f' }] }],
      'messages[1].content[0].input',
    ],
    [
      'a tool_result part without a call',
      [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a' }] }],
      'messages[0].content[0].tool_use_id',
    ],
  ])('refuses %s', (_what, messages, param) => expect(paramRefusedIn({ messages })).toBe(param));

  it('does not quote the arguments that it cannot parse', () => {
    const messages = [USER, { role: 'assistant', tool_calls: [call('a', 'f', 'secret words')] }];
    expect(() => translate({ messages })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});

describe('media', () => {
  const part = (fields: object) => ({ messages: [{ role: 'user', content: [fields] }] });
  const blockOf = (fields: object) => translate(part(fields)).body.messages[0]?.content[0];

  it('takes images by data URL and by address', () => {
    expect(
      blockOf({ type: 'image_url', image_url: { url: 'data:image/jpg;base64,AAAA', detail: 'high' } }),
    ).toEqual({
      type: 'image',
      source: { type: 'base64', media_type: 'image/jpeg', data: 'AAAA' },
    });
    expect(
      blockOf({
        type: 'image_url',
        image_url: 'https://a.example/a.png',
        cache_control: { type: 'ephemeral' },
      }),
    ).toEqual({
      type: 'image',
      source: { type: 'url', url: 'https://a.example/a.png' },
      cache_control: { type: 'ephemeral' },
    });
  });

  it('takes PDF and text files, and uploaded ones with their beta', () => {
    expect(
      blockOf({
        type: 'file',
        file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
      }),
    ).toEqual({
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
      title: 'a.pdf',
    });
    expect(blockOf({ type: 'file', file: { file_data: 'JVBERi0=' } })).toMatchObject({
      source: { media_type: 'application/pdf' },
    });
    expect(
      blockOf({ type: 'file', file: { file_data: 'data:text/plain;charset=utf-8;base64,w6TDtg==' } }),
    ).toEqual({
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'äö' },
    });
    const uploaded = translate(part({ type: 'file', file: { file_id: 'file_1' } }));
    expect(uploaded.body.messages[0]?.content[0]).toEqual({
      type: 'document',
      source: { type: 'file', file_id: 'file_1' },
    });
    expect(uploaded.betas).toEqual(['files-api-2025-04-14']);
  });

  it.each([
    [{ type: 'image_url' }, 'image_url'],
    [{ type: 'image_url', image_url: {} }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'ftp://a.example/a.png' } }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'https://a.example/a b.png' } }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'data:image/png,AAAA' } }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'data:image/png;base64,' } }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'data:image/bmp;base64,AAAA' } }, 'image_url.url'],
    [{ type: 'image_url', image_url: { url: 'data:text/plain;base64,AAAA' } }, 'image_url.url'],
    [{ type: 'file' }, 'file'],
    [{ type: 'file', file: {} }, 'file.file_data'],
    [{ type: 'file', file: { file_data: 'data:application/zip;base64,AAAA' } }, 'file.file_data'],
    [{ type: 'file', file: { file_id: 3 } }, 'file.file_id'],
  ])('refuses %j', (fields, where) => {
    expect(paramRefusedIn(part(fields))).toBe(`messages[0].content[0].${where}`);
  });
});
