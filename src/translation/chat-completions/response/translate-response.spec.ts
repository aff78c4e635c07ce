import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { UpstreamError } from '../../../errors/gateway-error.js';
import type { MessagesResponse } from '../../wire/anthropic-messages.js';
import type { ReplyContext } from '../reply-context.js';
import { translateResponse } from './translate-response.js';

const REPLY: ReplyContext = {
  requestedModel: 'my-claude',
  created: 1_760_000_000,
  toolNames: new Map(),
  includeUsage: false,
};

function messageWith(fields: Record<string, unknown>): MessagesResponse {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content: [],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 4 },
    ...fields,
  } as unknown as MessagesResponse;
}

function translateContent(content: unknown[], reply: Partial<ReplyContext> = {}) {
  return translateResponse(messageWith({ content }), { ...REPLY, ...reply }).choices[0].message;
}

describe('translateResponse', () => {
  it("answers with the caller's model name, one id and one time", () => {
    const completion = translateResponse(messageWith({ content: [{ type: 'text', text: 'Hi' }] }), REPLY);
    expect(completion).toEqual({
      id: 'chatcmpl-msg_1',
      object: 'chat.completion',
      created: 1_760_000_000,
      model: 'my-claude',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 3,
        completion_tokens: 4,
        total_tokens: 7,
        prompt_tokens_details: { cached_tokens: 0, cache_creation_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      },
    });
  });

  it('joins text blocks', () => {
    const content = [
      { type: 'text', text: 'One ' },
      { type: 'text', text: 'two' },
    ];
    expect(translateContent(content).content).toBe('One two');
  });

  it('has null content when there is no text', () => {
    expect(translateContent([]).content).toBeNull();
  });

  it("gives tool calls under the caller's own tool names", () => {
    const content = [
      { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Paris' } },
      { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
    ];
    const message = translateContent(content, { toolNames: new Map([['get_weather', 'get weather!']]) });
    expect(message).toEqual({
      role: 'assistant',
      content: null,
      refusal: null,
      tool_calls: [
        {
          id: 'toolu_1',
          type: 'function',
          function: { name: 'get weather!', arguments: '{"city":"Paris"}' },
        },
        { id: 'toolu_2', type: 'function', function: { name: 'now', arguments: '{}' } },
      ],
    });
  });

  it('gives thinking as text, and whole with its signature to be sent back', () => {
    const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'sig' };
    const redacted = { type: 'redacted_thinking', data: 'xyz' };
    const message = translateContent([thinking, redacted, { type: 'text', text: 'Yes' }]);
    expect(message).toMatchObject({
      content: 'Yes',
      reasoning_content: 'Hm.',
      thinking_blocks: [thinking, redacted],
    });
  });

  it('does not offer thinking without a signature to be sent back', () => {
    const message = translateContent([{ type: 'thinking', thinking: 'Hm', signature: '' }]);
    expect(message.reasoning_content).toBe('Hm');
    expect(message).not.toHaveProperty('thinking_blocks');
  });

  it('never shows what servers did as tool calls', () => {
    const use = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } };
    const mcpUse = { type: 'mcp_tool_use', id: 'mcptoolu_1', name: 'echo', server_name: 's', input: {} };
    const search = { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] };
    const result = { type: 'mcp_tool_result', tool_use_id: 'mcptoolu_1', content: [] };
    const unknown = { type: 'block_of_next_year', value: 1 };
    const message = translateContent([use, search, mcpUse, result, unknown]);
    expect(message).toEqual({
      role: 'assistant',
      content: null,
      refusal: null,
      provider_specific_fields: {
        server_tool_use: [use, mcpUse],
        web_search_results: [search],
        tool_results: [result],
        other_blocks: [unknown],
      },
    });
  });

  it('lists citations by cited text block, each with the text that it supports', () => {
    const citation = { type: 'page_location', cited_text: 'Grass is green', document_index: 0 };
    const content = [
      { type: 'text', text: 'I read: ', citations: null },
      { type: 'text', text: 'grass is green', citations: [citation] },
    ];
    expect(translateContent(content).provider_specific_fields).toEqual({
      citations: [[{ ...citation, supported_text: 'grass is green' }]],
    });
  });

  it("tells the message's container, context management and stop sequence where there are any", () => {
    const fields = {
      container: { id: 'container_1', expires_at: 'later' },
      context_management: { applied_edits: [] },
      stop_sequence: 'END',
      stop_details: null,
    };
    const { message } = translateResponse(messageWith(fields), REPLY).choices[0];
    expect(message.provider_specific_fields).toEqual({
      container: fields.container,
      context_management: fields.context_management,
      stop_sequence: 'END',
    });
  });

  it('ends a refusal in content_filter and tells why', () => {
    const stopDetails = { type: 'refusal', category: 'cyber', explanation: 'Blocked.' };
    const message = messageWith({ stop_reason: 'refusal', stop_details: stopDetails });
    const choice = translateResponse(message, REPLY).choices[0];
    expect(choice.finish_reason).toBe('content_filter');
    expect(choice.message).toMatchObject({
      refusal: null,
      provider_specific_fields: { stop_details: stopDetails },
    });
  });

  describe('when a tool was forced to get a JSON answer', () => {
    const reply = { ...REPLY, answerTool: 'json_answer' };
    const answer = { type: 'tool_use', id: 'toolu_1', name: 'json_answer', input: { ok: true } };
    const weather = { type: 'tool_use', id: 'toolu_2', name: 'weather', input: {} };

    it('makes its input the content and ends in stop', () => {
      const choice = translateResponse(messageWith({ content: [answer], stop_reason: 'tool_use' }), reply)
        .choices[0];
      expect(choice).toMatchObject({ message: { content: '{"ok":true}' }, finish_reason: 'stop' });
      expect(choice.message).not.toHaveProperty('tool_calls');
    });

    it('keeps words beside the answer out of the JSON', () => {
      expect(translateContent([{ type: 'text', text: 'Sure: ' }, answer], reply).content).toBe('{"ok":true}');
    });

    it('gives the text when the model did not call it', () => {
      expect(translateContent([{ type: 'text', text: 'I cannot.' }], reply).content).toBe('I cannot.');
    });

    it('ends in tool_calls when another tool was called', () => {
      const choice = translateResponse(messageWith({ content: [weather], stop_reason: 'tool_use' }), reply)
        .choices[0];
      expect(choice.finish_reason).toBe('tool_calls');
      expect(choice.message.tool_calls).toHaveLength(1);
    });
  });

  it('names the service tier in the words of OpenAI', () => {
    const usage = { input_tokens: 1, output_tokens: 1, service_tier: 'standard' };
    expect(translateResponse(messageWith({ usage }), REPLY).service_tier).toBe('default');
  });

  it.each([
    ['null', null],
    ['text', 'hello'],
    ['a list', []],
    ['an object without content', { id: 'msg_1' }],
    ['content that is no list', { content: 'hello' }],
    ['a block that is no object', { content: [null] }],
    ['a block without a type', { content: [{ text: 'x' }] }],
    ['text that is no string', { content: [{ type: 'text', text: 5 }] }],
    ['a tool call without an id', { content: [{ type: 'tool_use', name: 'a', input: {} }] }],
  ])('says that upstream is unreadable when its body is %s', (_, body) => {
    expect(() => translateResponse(body as unknown as MessagesResponse, REPLY)).toThrow(UpstreamError);
  });

  it('answers also when usage and id are missing', () => {
    const body = { content: [{ type: 'text', text: 'x' }] } as unknown as MessagesResponse;
    expect(translateResponse(body, REPLY)).toMatchObject({
      id: 'chatcmpl-unknown',
      usage: { total_tokens: 0 },
    });
  });
});

const RECORDINGS = '../shared/recorded';
const recordedAnswers = existsSync(RECORDINGS)
  ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.json'))
  : [];

describe('answers that were recorded (when the recordings are at hand)', () => {
  for (const name of recordedAnswers) {
    it(`translates ${name}`, () => {
      const message = JSON.parse(readFileSync(`${RECORDINGS}/${name}`, 'utf8')) as MessagesResponse;
      const completion = translateResponse(message, REPLY);
      const toolUses = message.content.filter((block) => block.type === 'tool_use');
      expect(completion.choices[0].message.tool_calls ?? []).toHaveLength(toolUses.length);
      expect(completion.usage.completion_tokens).toBe(message.usage.output_tokens);
    });
  }
});
