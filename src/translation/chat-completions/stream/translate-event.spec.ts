import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { UpstreamError, UpstreamOverloadedError } from '../../../errors/gateway-error.js';
import type { MessagesResponse } from '../../wire/anthropic-messages.js';
import type {
  ChatCompletionChunk,
  ChatCompletionMessage,
  JsonObject,
  ToolCall,
} from '../../wire/openai-chat.js';
import type { ReplyContext } from '../reply-context.js';
import { mergeDeltaUsage } from '../response/convert-usage.js';
import { translateResponse } from '../response/translate-response.js';
import { createStreamState, usageOf } from './stream-state.js';
import { translateEvent } from './translate-event.js';

const REPLY: ReplyContext = {
  requestedModel: 'my-claude',
  created: 1_760_000_000,
  toolNames: new Map([['get_weather', 'get weather!']]),
  includeUsage: false,
};

const START = messageStart({ input_tokens: 12, output_tokens: 1 });
const STOP = { type: 'message_stop' };

function messageStart(usage: JsonObject, fields: JsonObject = {}) {
  return { type: 'message_start', message: { id: 'msg_1', type: 'message', content: [], usage, ...fields } };
}

function messageDelta(
  stopReason: string | null,
  usage: JsonObject = { output_tokens: 30 },
  fields: JsonObject = {},
) {
  return { type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null, ...fields }, usage };
}

function block(contentBlock: JsonObject, deltas: JsonObject[] = [], index = 0): JsonObject[] {
  return [
    { type: 'content_block_start', index, content_block: contentBlock },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

function textBlock(...texts: string[]): JsonObject[] {
  return block(
    { type: 'text', text: '' },
    texts.map((text) => ({ type: 'text_delta', text })),
  );
}

function toolBlock(name: string, fragments: string[], index = 0, input: JsonObject = {}): JsonObject[] {
  const deltas = fragments.map((fragment) => ({ type: 'input_json_delta', partial_json: fragment }));
  return block({ type: 'tool_use', id: `toolu_${index}`, name, input }, deltas, index);
}

function translateAll(events: readonly unknown[], reply: Partial<ReplyContext> = {}) {
  const state = createStreamState({ ...REPLY, ...reply });
  const chunks = events.map((event) => translateEvent(state, event)).filter((chunk) => chunk !== undefined);
  return { state, chunks };
}

function deltasOf(events: readonly unknown[], reply: Partial<ReplyContext> = {}) {
  return translateAll(events, reply).chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
}

describe('translateEvent', () => {
  it('streams an answer from the role to the finish reason', () => {
    const { chunks, state } = translateAll([
      START,
      ...textBlock('Hel', 'lo'),
      messageDelta('end_turn'),
      STOP,
    ]);
    const envelope = {
      id: 'chatcmpl-msg_1',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model: 'my-claude',
    };
    const choice = { index: 0, logprobs: null, finish_reason: null };
    expect(chunks).toEqual([
      { ...envelope, choices: [{ ...choice, delta: { role: 'assistant', content: '' } }] },
      { ...envelope, choices: [{ ...choice, delta: { content: 'Hel' } }] },
      { ...envelope, choices: [{ ...choice, delta: { content: 'lo' } }] },
      { ...envelope, choices: [{ ...choice, delta: {}, finish_reason: 'stop' }] },
    ]);
    expect(state.isComplete).toBe(true);
  });

  it('writes the keys of every chunk in the same order', () => {
    const { chunks } = translateAll([START, ...textBlock('Hi')]);
    expect(JSON.stringify(chunks[1])).toBe(
      '{"id":"chatcmpl-msg_1","object":"chat.completion.chunk","created":1760000000,"model":"my-claude",' +
        '"choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]}',
    );
  });

  it('sends the text that a block begins with', () => {
    expect(deltasOf(block({ type: 'text', text: 'Begun' }))).toEqual([{ content: 'Begun' }]);
  });

  it('gives no chunk for an empty fragment', () => {
    const empty = block({ type: 'thinking', thinking: '' }, [{ type: 'thinking_delta', thinking: '' }]);
    expect(deltasOf([...textBlock(''), ...empty])).toEqual([]);
  });

  it('does not restart the answer at a second message_start', () => {
    const deltas = deltasOf([START, ...textBlock('Hello'), START, ...textBlock('!')]);
    expect(deltas).toEqual([{ role: 'assistant', content: '' }, { content: 'Hello' }, { content: '!' }]);
  });

  it('holds nothing of blocks that have ended', () => {
    const { state } = translateAll([START, ...textBlock('a'), ...toolBlock('now', ['{}'], 1), STOP]);
    expect(state.blocks.size).toBe(0);
  });

  it.each([{ type: 'ping' }, { type: 'event_of_next_year' }, { type: 'constructor' }])(
    'ignores %j',
    (event) => {
      expect(translateAll([event]).chunks).toEqual([]);
    },
  );

  it('ignores a kind of delta that it does not know', () => {
    const deltas = deltasOf(block({ type: 'text', text: '' }, [{ type: 'delta_of_next_year', value: 1 }]));
    expect(deltas).toEqual([]);
  });

  it('ignores what comes after the end', () => {
    expect(translateAll([STOP, ...textBlock('late'), { type: 'error' }, STOP]).chunks).toHaveLength(1);
  });

  describe('tool calls', () => {
    it('are counted from 0, whatever blocks are between them, and named as the caller named them', () => {
      const events = [
        ...textBlock('Let me look.'),
        ...toolBlock('get_weather', ['{"ci', 'ty":"Paris"}'], 1),
        ...toolBlock('now', ['{}'], 3),
      ];
      expect(deltasOf(events).slice(1)).toEqual([
        {
          tool_calls: [
            { index: 0, id: 'toolu_1', type: 'function', function: { name: 'get weather!', arguments: '' } },
          ],
        },
        { tool_calls: [{ index: 0, function: { arguments: '{"ci' } }] },
        { tool_calls: [{ index: 0, function: { arguments: 'ty":"Paris"}' } }] },
        {
          tool_calls: [
            { index: 1, id: 'toolu_3', type: 'function', function: { name: 'now', arguments: '' } },
          ],
        },
        { tool_calls: [{ index: 1, function: { arguments: '{}' } }] },
      ]);
    });

    it('without arguments end as {}', () => {
      const deltas = deltasOf(toolBlock('now', ['']));
      expect(deltas[1]).toEqual({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] });
      expect(deltas).toHaveLength(2);
    });

    it('take arguments that came whole in the start', () => {
      const deltas = deltasOf(toolBlock('now', [], 0, { zone: 'UTC' }));
      expect(deltas[1]).toEqual({ tool_calls: [{ index: 0, function: { arguments: '{"zone":"UTC"}' } }] });
    });
  });

  describe('thinking', () => {
    it('streams as reasoning_content and comes whole with its signature', () => {
      const events = block({ type: 'thinking', thinking: '', signature: '' }, [
        { type: 'thinking_delta', thinking: 'Let me ' },
        { type: 'thinking_delta', thinking: 'see.' },
        { type: 'signature_delta', signature: 'sig' },
      ]);
      expect(deltasOf(events)).toEqual([
        { reasoning_content: 'Let me ' },
        { reasoning_content: 'see.' },
        { thinking_blocks: [{ type: 'thinking', thinking: 'Let me see.', signature: 'sig' }] },
      ]);
    });

    it('keeps the texts of two blocks apart', () => {
      const thinkingBlock = (text: string, index: number) =>
        block(
          { type: 'thinking', thinking: '' },
          [
            { type: 'thinking_delta', thinking: text },
            { type: 'signature_delta', signature: `sig ${text}` },
          ],
          index,
        );
      const deltas = deltasOf([...thinkingBlock('one', 0), ...thinkingBlock('two', 1)]);
      expect(deltas[3]).toEqual({
        thinking_blocks: [{ type: 'thinking', thinking: 'two', signature: 'sig two' }],
      });
    });

    it('may be whole in its start', () => {
      const whole = { type: 'thinking', thinking: 'All.', signature: 'sig' };
      expect(deltasOf(block(whole))).toEqual([{ reasoning_content: 'All.' }, { thinking_blocks: [whole] }]);
    });

    it('is signed once, even when the start and a delta both bring the signature', () => {
      const start = { type: 'thinking', thinking: '', signature: 'early' };
      const deltas = deltasOf(block(start, [{ type: 'signature_delta', signature: 'late' }]));
      expect(deltas).toEqual([{ thinking_blocks: [{ ...start, signature: 'late' }] }]);
    });

    it('passes redacted thinking on', () => {
      const redacted = { type: 'redacted_thinking', data: 'xyz' };
      expect(deltasOf(block(redacted))).toEqual([{ thinking_blocks: [redacted] }]);
    });
  });

  describe("what OpenAI's format has no place for", () => {
    it('streams citations as they come', () => {
      const citation = { type: 'page_location', cited_text: 'x' };
      const events = block({ type: 'text', text: '' }, [{ type: 'citations_delta', citation }]);
      expect(deltasOf(events)).toEqual([{ provider_specific_fields: { citation } }]);
    });

    it.each(['server_tool_use', 'mcp_tool_use'])('gives %s once its input is whole', (type) => {
      const use = { type, id: 'srvtoolu_1', name: 'web_search', input: {} };
      const events = block(use, [
        { type: 'input_json_delta', partial_json: '{"query":' },
        { type: 'input_json_delta', partial_json: '"cats"}' },
      ]);
      expect(deltasOf(events)).toEqual([
        { provider_specific_fields: { server_tool_use: [{ ...use, input: { query: 'cats' } }] } },
      ]);
    });

    it('keeps input that was cut off as text', () => {
      const use = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };
      const events = block(use, [{ type: 'input_json_delta', partial_json: '{"que' }]);
      expect(deltasOf(events)).toEqual([
        { provider_specific_fields: { server_tool_use: [{ ...use, input: '{"que' }] } },
      ]);
    });

    it.each([
      ['web_search_tool_result', 'web_search_results'],
      ['web_fetch_tool_result', 'tool_results'],
      ['mcp_tool_result', 'tool_results'],
      ['block_of_next_year', 'other_blocks'],
    ])('gives a %s in %s', (type, field) => {
      const result = { type, content: [] };
      expect(deltasOf(block(result))).toEqual([{ provider_specific_fields: { [field]: [result] } }]);
    });

    it('gives a block of a new kind with what its deltas added', () => {
      const events = block({ type: 'compaction', content: null }, [
        { type: 'compaction_delta', content: 'Summary' },
      ]);
      expect(deltasOf(events)).toEqual([
        { provider_specific_fields: { other_blocks: [{ type: 'compaction', content: 'Summary' }] } },
      ]);
    });

    it('tells container and stop details in the finish chunk, beside its empty delta', () => {
      const container = { id: 'container_1' };
      const stopDetails = { type: 'refusal', category: 'cyber' };
      const { chunks } = translateAll([
        messageStart({}, { container: null }),
        messageDelta('refusal', {}, { container, stop_details: stopDetails }),
      ]);
      expect(chunks[1]?.choices).toEqual([
        {
          index: 0,
          delta: {},
          logprobs: null,
          finish_reason: 'content_filter',
          provider_specific_fields: { container, stop_details: stopDetails },
        },
      ]);
    });
  });

  describe('the end', () => {
    it('sends usage last when the caller asked for it', () => {
      const { chunks } = translateAll([START, messageDelta('end_turn'), STOP], { includeUsage: true });
      expect(chunks.at(-1)).toMatchObject({
        choices: [],
        usage: { prompt_tokens: 12, completion_tokens: 30, total_tokens: 42 },
      });
      expect(chunks).toHaveLength(3);
    });

    it('finishes once, at the first message_delta that knows why', () => {
      const events = [START, messageDelta(null), messageDelta('max_tokens'), messageDelta('end_turn'), STOP];
      const reasons = translateAll(events).chunks.map(({ choices }) => choices[0]?.finish_reason);
      expect(reasons).toEqual([null, 'length']);
    });

    it('finishes at message_stop when nothing said why', () => {
      const { chunks } = translateAll([START, STOP], { includeUsage: true });
      expect(chunks.at(-1)).toMatchObject({
        choices: [{ delta: {}, finish_reason: 'stop' }],
        usage: { prompt_tokens: 12 },
      });
    });

    it('is not complete without message_stop', () => {
      expect(translateAll([START, ...textBlock('x'), messageDelta('end_turn')]).state.isComplete).toBe(false);
    });

    it('throws the error that an error event stands for', () => {
      const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
      expect(() => translateAll([START, error])).toThrow(UpstreamOverloadedError);
    });
  });

  describe('usage', () => {
    it("takes message_delta's figures over message_start's, field by field", () => {
      const start = messageStart({ input_tokens: 43, cache_read_input_tokens: 5, output_tokens: 1 });
      const { state } = translateAll([
        start,
        messageDelta('end_turn', { input_tokens: 0, output_tokens: 2 }),
      ]);
      expect(usageOf(state)).toMatchObject({
        usage: { inputTokens: 0, cacheReadTokens: 5, outputTokens: 2 },
        isSuspect: false,
      });
    });

    it('is suspect before upstream has told any', () => {
      expect(usageOf(createStreamState(REPLY)).isSuspect).toBe(true);
    });
  });

  describe('when a tool was forced to get a JSON answer', () => {
    const reply = { answerTool: 'json_answer' };

    it("makes the tool's arguments the content and ends in stop", () => {
      const events = [START, ...toolBlock('json_answer', ['{"ok":', 'true}']), messageDelta('tool_use')];
      const { chunks } = translateAll(events, reply);
      expect(chunks.slice(1).map(({ choices }) => [choices[0]?.delta, choices[0]?.finish_reason])).toEqual([
        [{ content: '{"ok":' }, null],
        [{ content: 'true}' }, null],
        [{}, 'stop'],
      ]);
    });

    it('answers {} when the tool got no arguments', () => {
      expect(deltasOf(toolBlock('json_answer', []), reply)).toEqual([{ content: '{}' }]);
    });

    it('keeps words and a second answer out of the JSON', () => {
      const answers = [...toolBlock('json_answer', ['{}'], 1), ...toolBlock('json_answer', ['{}'], 2)];
      const deltas = deltasOf([...textBlock('Sure: '), ...answers, messageDelta('tool_use')], reply);
      expect(deltas).toEqual([{ content: '{}' }, {}]);
    });

    it('gives the words at the end when the tool was not called', () => {
      const deltas = deltasOf([...textBlock('I can', 'not.'), messageDelta('refusal')], reply);
      expect(deltas).toEqual([{ content: 'I cannot.' }]);
    });

    it('ends in tool_calls when another tool was called', () => {
      const { chunks } = translateAll([...toolBlock('now', ['{}']), messageDelta('tool_use')], reply);
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
    });
  });

  it.each([
    null,
    'text',
    [],
    {},
    { type: 5 },
    { type: 'message_start' },
    { type: 'content_block_start', index: 0 },
    { type: 'content_block_start', index: 0, content_block: { text: 'x' } },
    { type: 'content_block_start', content_block: { type: 'text', text: 'x' } },
    { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a' } },
    { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', name: 'a' } },
    { type: 'content_block_delta', index: 0 },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 1 } },
    { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'citations_delta' } },
    { type: 'content_block_stop' },
    { type: 'message_delta', usage: {} },
  ])('says that the event %j is unreadable', (event) => {
    expect(() => translateAll([event])).toThrow(UpstreamError);
  });

  it('never fails in another way than with a typed error, whatever upstream sends', () => {
    const types = [
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
    ];
    const inner = fc.record(
      {
        type: fc.constantFrom('text', 'tool_use', 'text_delta', 'thinking', 'thinking_delta'),
        text: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const event = fc.record(
      {
        type: fc.constantFrom(...types),
        index: fc.anything(),
        delta: inner,
        content_block: inner,
        usage: fc.anything(),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), (events) => {
        try {
          translateAll(events);
        } catch (error) {
          expect(error).toBeInstanceOf(UpstreamError);
        }
      }),
    );
  });
});

/** What a client puts together from the chunks. */
function accumulate(chunks: readonly ChatCompletionChunk[]) {
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
  const joined = (field: 'content' | 'reasoning_content') =>
    deltas.map((delta) => delta[field] ?? '').join('');
  const fields = chunks.flatMap(({ choices }) => choices.map((choice) => choice.provider_specific_fields));
  return {
    content: joined('content'),
    reasoning: joined('reasoning_content'),
    thinkingBlocks: deltas.flatMap((delta) => delta.thinking_blocks ?? []),
    toolCalls: accumulateToolCalls(chunks),
    fields: mergeLists([...deltas.map((delta) => delta.provider_specific_fields), ...fields]),
    finishReason: chunks.map(({ choices }) => choices[0]?.finish_reason).find((reason) => reason),
    usage: chunks.at(-1)?.usage,
  };
}

function accumulateToolCalls(chunks: readonly ChatCompletionChunk[]): ToolCall[] {
  const calls: ToolCall[] = [];
  for (const delta of chunks.flatMap(({ choices }) =>
    choices.flatMap((choice) => choice.delta.tool_calls ?? []),
  )) {
    const { index, id = '', function: called } = delta;
    calls[index] ??= { id, type: 'function', function: { name: called.name ?? '', arguments: '' } };
    calls[index].function.arguments += called.arguments;
  }
  return calls;
}

function mergeLists(fieldSets: (JsonObject | undefined)[]): JsonObject {
  const merged: JsonObject = {};
  for (const [field, value] of fieldSets.flatMap((fields) => Object.entries(fields ?? {}))) {
    const known = merged[field];
    merged[field] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value;
  }
  // A citation is streamed alone, but listed beside its text in a whole answer.
  delete merged.citation;
  delete merged.citations;
  return merged;
}

/** The same view of a whole answer. */
function viewOf(message: ChatCompletionMessage) {
  return {
    content: message.content ?? '',
    reasoning: message.reasoning_content ?? '',
    thinkingBlocks: message.thinking_blocks ?? [],
    toolCalls: message.tool_calls ?? [],
    fields: mergeLists([message.provider_specific_fields]),
  };
}

/** The message that a stream of events stands for, put together as Anthropic's own client does. */
function assemble(events: readonly JsonObject[]): MessagesResponse {
  let message: JsonObject = {};
  const blocks: JsonObject[] = [];
  const inputs: string[] = [];
  for (const event of events) {
    const index = event.index as number;
    const delta = event.delta as JsonObject;
    if (event.type === 'message_start') message = { ...(event.message as JsonObject) };
    if (event.type === 'content_block_start') blocks[index] = { ...(event.content_block as JsonObject) };
    if (event.type === 'content_block_delta') {
      const current = blocks[index] ?? {};
      for (const field of ['text', 'thinking']) {
        if (field in delta) current[field] = String(current[field]) + String(delta[field]);
      }
      if ('signature' in delta) current.signature = delta.signature;
      if ('partial_json' in delta) inputs[index] = (inputs[index] ?? '') + String(delta.partial_json);
    }
    if (event.type === 'message_delta') {
      const usage = mergeDeltaUsage(message.usage, event.usage);
      message = { ...message, ...delta, context_management: event.context_management ?? null, usage };
    }
  }
  inputs.forEach((text, index) => {
    if (text !== '') blocks[index] = { ...blocks[index], input: JSON.parse(text) };
  });
  return { ...message, content: blocks } as unknown as MessagesResponse;
}

/** Arguments are compared by meaning, because upstream streams them with its own spacing. */
function normalizeArguments(calls: ToolCall[]) {
  return calls.map((call) => ({
    ...call,
    function: { ...call.function, arguments: JSON.parse(call.function.arguments) },
  }));
}

function expectSameAnswer(events: readonly JsonObject[], reply: Partial<ReplyContext> = {}): void {
  const { chunks } = translateAll(events, { ...reply, includeUsage: true });
  const { usage, finishReason, toolCalls, ...streamed } = accumulate(chunks);
  const whole = translateResponse(assemble(events), { ...REPLY, ...reply });
  const { toolCalls: wholeToolCalls, ...view } = viewOf(whole.choices[0].message);
  expect(streamed).toEqual(view);
  expect(normalizeArguments(toolCalls)).toEqual(normalizeArguments(wholeToolCalls));
  expect(finishReason).toBe(whole.choices[0].finish_reason);
  expect(usage).toEqual(whole.usage);
}

interface BlockEvents {
  start: JsonObject;
  deltas: JsonObject[];
}

describe('a streamed answer, put together, is the whole answer', () => {
  it('for any mix of blocks, split anywhere', () => {
    const fragments = fc.array(fc.string(), { maxLength: 4 });
    const text = fragments.map((texts): BlockEvents => ({
      start: { type: 'text', text: '' },
      deltas: texts.map((fragment) => ({ type: 'text_delta', text: fragment })),
    }));
    const thinking = fragments.map((texts): BlockEvents => ({
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        ...texts.map((fragment) => ({ type: 'thinking_delta', thinking: fragment })),
        { type: 'signature_delta', signature: 's' },
      ],
    }));
    const use = fc
      .record({
        type: fc.constantFrom('tool_use', 'server_tool_use', 'mcp_tool_use'),
        name: fc.constantFrom('get_weather', 'now', 'json_answer'),
        json: fc
          .dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 3 })
          .map((input) => JSON.stringify(input)),
        cut: fc.nat(20),
      })
      .map(({ type, name, json, cut }): BlockEvents => ({
        start: { type, id: 'toolu_1', name, input: {} },
        deltas: [json.slice(0, cut), json.slice(cut)].map((fragment) => ({
          type: 'input_json_delta',
          partial_json: fragment,
        })),
      }));
    const result = fc
      .constantFrom('web_search_tool_result', 'mcp_tool_result', 'odd_block')
      .map((type): BlockEvents => ({ start: { type }, deltas: [] }));
    const anyBlock = fc.oneof(text, thinking, use, result);

    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 5 }),
        fc.constantFrom('end_turn', 'tool_use', 'max_tokens', 'refusal'),
        fc.constantFrom(undefined, 'json_answer'),
        (blocks, stopReason, answerTool) => {
          const content = blocks.flatMap(({ start, deltas }, index) => block(start, deltas, index));
          expectSameAnswer([START, ...content, messageDelta(stopReason), STOP], { answerTool });
        },
      ),
    );
  });
});

const RECORDINGS = '../shared/recorded';
const recordedStreams = existsSync(RECORDINGS)
  ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.chunks.txt'))
  : [];

describe('streams that were recorded (when the recordings are at hand)', () => {
  for (const name of recordedStreams) {
    it(`translates ${name} to the same as its whole answer`, () => {
      const lines = readFileSync(`${RECORDINGS}/${name}`, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      expectSameAnswer(lines.map((line) => JSON.parse(line)));
    });
  }
});
