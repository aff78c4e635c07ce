import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

import type { ReplyContext } from '../reply-context.js';
import { ChatCompletionChunks, ChatCompletionFrames } from './translate-bytes.js';

const REPLY: ReplyContext = {
  requestedModel: 'claude "-" modèle',
  created: 1_760_000_000,
  toolNames: new Map(),
  includeUsage: true,
};

type Event = Record<string, unknown>;

/** How upstream writes an event; `padding` stands before the last brace, as it does in real streams. */
function frameOf(event: Event, padding = ''): string {
  const json = JSON.stringify(event);
  return `event: ${String(event.type)}\ndata: ${json.slice(0, -1)}${padding}}\n\n`;
}

function delta(index: number, body: Event): Event {
  return { type: 'content_block_delta', index, delta: body };
}

const STREAM: Event[] = [
  {
    type: 'message_start',
    message: { id: 'msg_1', content: [], usage: { input_tokens: 3, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  delta(0, { type: 'thinking_delta', thinking: 'Hm "so"\n' }),
  delta(0, { type: 'thinking_delta', thinking: '…😀' }),
  delta(0, { type: 'signature_delta', signature: 'c2ln' }),
  { type: 'content_block_stop', index: 0 },
  { type: 'ping' },
  { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
  delta(1, { type: 'text_delta', text: 'é \\ " \u2028 \u0001 {"}}' }),
  delta(1, { type: 'text_delta', text: '' }),
  delta(1, { type: 'text_delta', text: '"}}\n\n' }),
  { type: 'content_block_stop', index: 1 },
  {
    type: 'content_block_start',
    index: 2,
    content_block: { type: 'tool_use', id: 't1', name: 'f', input: {} },
  },
  delta(2, { type: 'input_json_delta', partial_json: '' }),
  delta(2, { type: 'input_json_delta', partial_json: '{"a": "\\u00e9' }),
  delta(2, { type: 'input_json_delta', partial_json: '"}' }),
  { type: 'content_block_stop', index: 2 },
  {
    type: 'content_block_start',
    index: 13,
    content_block: { type: 'tool_use', id: 't2', name: 'g', input: {} },
  },
  { type: 'content_block_stop', index: 13 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];

/** What an OpenAI client would read from the frames. */
function parseFrames(frames: string): unknown[] {
  const text = Buffer.from(frames, 'latin1').toString('utf8');
  expect(text).not.toContain('\uFFFD');
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  const data = text.split('\n\n').slice(0, -2);
  return data.map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}

function piecesOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((one, other) => one - other);
  return [0, ...edges].map((start, i) => bytes.subarray(start, edges[i] ?? bytes.length));
}

function translateToFrames(text: string, cuts: readonly number[], reply = REPLY): unknown[] {
  const translator = new ChatCompletionFrames(reply);
  return parseFrames(
    piecesOf(Buffer.from(text), cuts)
      .map((piece) => translator.push(piece) ?? '')
      .join(''),
  );
}

function translateToChunks(text: string, reply = REPLY): unknown[] {
  const translator = new ChatCompletionChunks(reply);
  return JSON.parse(JSON.stringify(translator.push(Buffer.from(text)))) as unknown[];
}

const RECORDINGS = '../shared/recorded';
const recorded = existsSync(RECORDINGS)
  ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.chunks.txt'))
  : [];

describe('ChatCompletionFrames', () => {
  const text = STREAM.map((event) => frameOf(event)).join('');
  const expected = translateToChunks(text);

  it('writes what the event handlers give, cut at every byte', () => {
    const length = Buffer.byteLength(text);
    for (let cut = 0; cut < length; cut++) expect(translateToFrames(text, [cut])).toEqual(expected);
    expect(
      translateToFrames(
        text,
        Array.from({ length }, (_, i) => i),
      ),
    ).toEqual(expected);
  });

  it.each([
    ['padding before the last brace', STREAM.map((event) => frameOf(event, '      ')).join('')],
    ['CR LF line ends', text.replaceAll('\n', '\r\n')],
    ['no event names', text.replaceAll(/event: .*\n/g, '')],
    [
      'other orders of keys',
      text.replaceAll(/"type":"(\w+_delta)","(\w+)":("(?:[^"\\]|\\.)*")/g, '"$2":$3,"type":"$1"'),
    ],
    ['spaces in the JSON', text.replaceAll('"index":', '"index": ')],
    ['fields that are new', text.replaceAll('"delta":{', '"new":1,"delta":{')],
    [
      'fields that are new inside the delta',
      text.replaceAll(/("type":"text_delta","text":"(?:[^"\\]|\\.)*")/g, '$1,"new":"x"'),
    ],
  ])('gives the same for %s', (_what, spelled) => {
    expect(translateToFrames(spelled, [])).toEqual(expected);
    expect(translateToFrames(spelled, [100, 777, 1501])).toEqual(expected);
  });

  it('gives the same for any text, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), (texts, cuts) => {
        const events = [
          ...STREAM.slice(0, 8),
          ...texts.map((part) => delta(1, { type: 'text_delta', text: part })),
          ...STREAM.slice(11),
        ];
        const stream = events.map((event) => frameOf(event)).join('');
        expect(translateToFrames(stream, cuts)).toEqual(translateToChunks(stream));
      }),
      { numRuns: 200 },
    );
  });

  it('sends the arguments of the answer tool as content', () => {
    const reply = { ...REPLY, answerTool: 'f' };
    expect(translateToFrames(text, [], reply)).toEqual(translateToChunks(text, reply));
  });

  it.each([
    ['a wrong escape', '\\q'],
    ['an unfinished escape', '\\u12g4'],
    ['a raw quote', 'a"b'],
    ['a raw control character', 'a\tb'],
  ])('refuses a delta with %s instead of passing it on', (_what, raw) => {
    const translator = new ChatCompletionFrames(REPLY);
    translator.push(
      Buffer.from(
        STREAM.slice(0, 8)
          .map((event) => frameOf(event))
          .join(''),
      ),
    );
    const broken = frameOf(delta(1, { type: 'text_delta', text: 'MARK' })).replace('MARK', raw);
    expect(() => translator.push(Buffer.from(broken))).toThrow('not valid JSON');
  });

  it('refuses a delta whose characters are cut short', () => {
    const translator = new ChatCompletionFrames(REPLY);
    translator.push(
      Buffer.from(
        STREAM.slice(0, 8)
          .map((event) => frameOf(event))
          .join(''),
      ),
    );
    const broken = Buffer.from(frameOf(delta(1, { type: 'text_delta', text: '\u00ff' })));
    broken[broken.indexOf(0xc3)] = 0x20;
    expect(() => translator.push(broken)).toThrow('not valid UTF-8');
  });

  for (const name of recorded) {
    it(`writes what the handlers give for the recorded stream ${name} (when it is at hand)`, () => {
      const lines = readFileSync(`${RECORDINGS}/${name}`, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
      const stream = lines.map((line) => frameOf(JSON.parse(line) as Event)).join('');
      const chunks = translateToChunks(stream);
      expect(chunks.length).toBeGreaterThan(1);
      fc.assert(
        fc.property(fc.array(fc.nat(), { maxLength: 50 }), (cuts) => {
          expect(translateToFrames(stream, cuts)).toEqual(chunks);
        }),
        { numRuns: 20 },
      );
    });
  }
});
