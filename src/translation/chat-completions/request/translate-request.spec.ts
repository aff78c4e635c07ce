import { paramRefusedIn, translate } from './translate.fixture.js';

const BUDGET_MODEL = 'claude-sonnet-4-5';
const ADAPTIVE_MODEL = 'claude-sonnet-4-6';
const NEWEST_MODEL = 'claude-opus-5-5';

describe('translateRequest', () => {
  it('translates a plain question and nothing more', () => {
    const translated = translate({}, { model: BUDGET_MODEL });
    expect(translated).toEqual({
      body: {
        model: BUDGET_MODEL,
        max_tokens: 4096,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      },
      betas: [],
      extraHeaders: {},
      droppedParams: [],
      reply: {
        requestedModel: 'asked-for',
        created: 1_700_000_000,
        toolNames: new Map(),
        includeUsage: false,
      },
    });
  });

  it('carries fields that it does not know, and harmless keys with strange names', () => {
    const request = JSON.parse(
      '{"inference_geo":"eu","cache_control":{"type":"ephemeral"},"__proto__":{"polluted":1},"constructor":2}',
    ) as object;
    const messages = [{ role: 'user', content: 'Hello' }];
    const { body } = translate(Object.assign(Object.create(null) as object, request, { messages }));
    expect(body).toMatchObject({ inference_geo: 'eu', cache_control: { type: 'ephemeral' }, constructor: 2 });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('does not change the request that it is given', () => {
    const request = {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', content: 'Once upon a time ' },
      ],
      tools: [{ type: 'function', function: { name: 'my.tool', parameters: {} } }],
      tool_choice: { type: 'function', function: { name: 'my.tool' } },
    };
    const before = structuredClone(request);
    translate(request);
    expect(request).toEqual(before);
  });

  describe('limits', () => {
    it('prefers max_completion_tokens to max_tokens', () => {
      expect(translate({ max_tokens: 10, max_completion_tokens: 20 }).body.max_tokens).toBe(20);
      expect(translate({ max_tokens: 10, max_completion_tokens: null }).body.max_tokens).toBe(10);
    });

    it('raises max_tokens above a thinking budget', () => {
      const thinking = { type: 'enabled', budget_tokens: 8000 };
      const options = { model: BUDGET_MODEL };
      expect(translate({ thinking }, options).body.max_tokens).toBe(12_096);
      expect(translate({ thinking, max_tokens: 1000 }, options).body.max_tokens).toBe(9000);
      expect(translate({ thinking, max_tokens: 8001 }, options).body.max_tokens).toBe(8001);
    });

    it('does not raise max_tokens above what the model can answer', () => {
      const thinking = { type: 'enabled', budget_tokens: 60_000 };
      expect(translate({ thinking, max_tokens: 50_000 }, { model: BUDGET_MODEL }).body.max_tokens).toBe(
        64_000,
      );
    });

    it.each([[{ max_tokens: 0 }], [{ max_tokens: -1 }], [{ max_tokens: 1.5 }], [{ max_tokens: '100' }]])(
      'refuses %j',
      (fields) => expect(paramRefusedIn(fields)).toBe('max_tokens'),
    );
  });

  describe('reasoning effort', () => {
    it.each([
      ['minimal', 1024],
      ['low', 1024],
      ['medium', 2048],
      ['high', 4096],
      ['xhigh', 8192],
    ])(
      'becomes a thinking budget on models before 4.6: %s is %i tokens',
      (reasoning_effort, budget_tokens) => {
        const { body } = translate({ reasoning_effort }, { model: BUDGET_MODEL });
        expect(body.thinking).toEqual({ type: 'enabled', budget_tokens });
        expect(body.max_tokens).toBeGreaterThan(budget_tokens);
        expect(body.output_config).toBeUndefined();
      },
    );

    it('becomes adaptive thinking with an effort on 4.6 and later', () => {
      expect(translate({ reasoning_effort: 'minimal' }, { model: ADAPTIVE_MODEL }).body).toMatchObject({
        thinking: { type: 'adaptive' },
        output_config: { effort: 'low' },
      });
      expect(translate({ reasoning_effort: 'xhigh' }, { model: NEWEST_MODEL }).body.output_config).toEqual({
        effort: 'xhigh',
      });
      expect(translate({ reasoning_effort: 'max' }, { model: ADAPTIVE_MODEL }).body.output_config).toEqual({
        effort: 'max',
      });
    });

    it('lowers xhigh on a model without it only when parameters may be dropped', () => {
      expect(paramRefusedIn({ reasoning_effort: 'xhigh' }, { model: ADAPTIVE_MODEL })).toBe(
        'reasoning_effort',
      );
      const { body, droppedParams } = translate(
        { reasoning_effort: 'xhigh' },
        { model: ADAPTIVE_MODEL, dropParams: true },
      );
      expect(body.output_config).toEqual({ effort: 'high' });
      expect(droppedParams).toEqual(['reasoning_effort']);
    });

    it('"none" turns thinking off in the way that the model has for it', () => {
      const thinkingOf = (model: string) => translate({ reasoning_effort: 'none' }, { model }).body.thinking;
      expect(thinkingOf(BUDGET_MODEL)).toBeUndefined();
      expect(thinkingOf(ADAPTIVE_MODEL)).toBeUndefined();
      expect(thinkingOf('claude-sonnet-5')).toEqual({ type: 'disabled' });
      expect(thinkingOf('claude-sonnet-5-5')).toEqual({ type: 'between_tools' });
      expect(paramRefusedIn({ reasoning_effort: 'none' }, { model: NEWEST_MODEL })).toBe('reasoning_effort');
    });

    it('is refused on models that cannot think, and when it is no known effort', () => {
      const old = { model: 'claude-3-haiku-20240307' };
      expect(paramRefusedIn({ reasoning_effort: 'low' }, old)).toBe('reasoning_effort');
      expect(paramRefusedIn({ reasoning_effort: 'huge' })).toBe('reasoning_effort');
    });

    it("is refused beside the caller's own thinking or effort", () => {
      const reasoning_effort = 'low';
      expect(paramRefusedIn({ reasoning_effort, thinking: { type: 'adaptive' } })).toBe('reasoning_effort');
      expect(paramRefusedIn({ reasoning_effort, output_config: { effort: 'high' } })).toBe(
        'reasoning_effort',
      );
    });
  });

  describe('sampling', () => {
    it('keeps temperature, top_p and top_k where the model takes them', () => {
      const sampling = { temperature: 0.5, top_p: 0.9, top_k: 40 };
      expect(translate(sampling, { model: ADAPTIVE_MODEL }).body).toMatchObject(sampling);
    });

    it('refuses a temperature above 1, or clamps it when parameters may be dropped', () => {
      expect(paramRefusedIn({ temperature: 1.5 })).toBe('temperature');
      const { body, droppedParams } = translate({ temperature: 1.5 }, { dropParams: true });
      expect(body.temperature).toBe(1);
      expect(droppedParams).toEqual(['temperature']);
    });

    it.each([['hot'], [-0.1], [2.1], [Number.NaN], [Number.POSITIVE_INFINITY], [{}]])(
      'refuses the temperature %p even when parameters may be dropped',
      (temperature) => expect(paramRefusedIn({ temperature }, { dropParams: true })).toBe('temperature'),
    );

    it('leaves neutral values out for models that take no sampling, and refuses others', () => {
      const options = { model: NEWEST_MODEL };
      const { body, droppedParams } = translate({ temperature: 1, top_p: 1 }, options);
      expect(body).not.toHaveProperty('temperature');
      expect(body).not.toHaveProperty('top_p');
      expect(droppedParams).toEqual([]);
      expect(paramRefusedIn({ temperature: 0 }, options)).toBe('temperature');
      expect(paramRefusedIn({ top_k: 3 }, options)).toBe('top_k');
      expect(
        translate({ temperature: 0, top_p: 0.5 }, { ...options, dropParams: true }).droppedParams,
      ).toEqual(['temperature', 'top_p']);
    });

    it('sends 4.5 models temperature or top_p, never both', () => {
      const options = { model: BUDGET_MODEL };
      expect(paramRefusedIn({ temperature: 0.5, top_p: 0.9 }, options)).toBe('top_p');
      expect(translate({ temperature: 0.5, top_p: 1 }, options).body).not.toHaveProperty('top_p');
      expect(translate({ temperature: 1, top_p: 0.9 }, options).body).not.toHaveProperty('temperature');
      const dropped = translate({ temperature: 0.5, top_p: 0.9 }, { ...options, dropParams: true });
      expect(dropped.body.temperature).toBe(0.5);
      expect(dropped.droppedParams).toEqual(['top_p']);
    });

    it('takes no temperature but 1 from a model that thinks', () => {
      const thinking = { type: 'adaptive' };
      expect(paramRefusedIn({ thinking, temperature: 0.2 })).toBe('temperature');
      expect(paramRefusedIn({ thinking, top_k: 5 })).toBe('top_k');
      expect(translate({ thinking, temperature: 1 }).body.temperature).toBe(1);
      const dropped = translate({ reasoning_effort: 'low', temperature: 0.2 }, { dropParams: true });
      expect(dropped.body).not.toHaveProperty('temperature');
      expect(dropped.droppedParams).toEqual(['temperature']);
    });
  });

  describe('parameters that Anthropic does not have', () => {
    it.each([
      [{ n: 2 }],
      [{ logprobs: true }],
      [{ top_logprobs: 3 }],
      [{ logit_bias: { '50256': -100 } }],
      [{ seed: 42 }],
      [{ frequency_penalty: 0.5 }],
      [{ presence_penalty: -1 }],
      [{ audio: { voice: 'alloy', format: 'wav' } }],
      [{ modalities: ['text', 'audio'] }],
      [{ store: true }],
      [{ verbosity: 'low' }],
      [{ service_tier: 'flex' }],
      [{ metadata: { team: 'blue' } }],
    ])('refuses %j, or leaves it out when parameters may be dropped', (fields) => {
      const [name] = Object.keys(fields) as [string];
      expect(paramRefusedIn(fields)).toMatch(new RegExp(`^${name}`));
      const { body, droppedParams } = translate(fields, { dropParams: true });
      expect(body).not.toHaveProperty(name);
      expect(droppedParams).toEqual([expect.stringMatching(new RegExp(`^${name}`))]);
    });

    it('takes their neutral values', () => {
      const neutral = {
        n: 1,
        logprobs: false,
        top_logprobs: 0,
        logit_bias: {},
        seed: null,
        frequency_penalty: 0,
        presence_penalty: 0,
        audio: null,
        modalities: ['text'],
        store: false,
        verbosity: 'medium',
        tools: null,
        stop: null,
        user: null,
      };
      const { body, droppedParams } = translate(neutral);
      expect(Object.keys(body).sort()).toEqual(['max_tokens', 'messages', 'model']);
      expect(droppedParams).toEqual([]);
    });

    it('leaves caching hints out and says so, whatever drop_params is', () => {
      const { body, droppedParams } = translate({ prompt_cache_key: 'k', prediction: { type: 'content' } });
      expect(Object.keys(body).sort()).toEqual(['max_tokens', 'messages', 'model']);
      expect(droppedParams).toEqual(['prompt_cache_key', 'prediction']);
    });

    it("lets the body's drop_params go before the gateway's", () => {
      expect(translate({ seed: 1, drop_params: true }).droppedParams).toEqual(['seed']);
      expect(paramRefusedIn({ seed: 1, drop_params: false }, { dropParams: true })).toBe('seed');
      expect(translate({ drop_params: true }).body).not.toHaveProperty('drop_params');
    });
  });

  it.each(['api_base', 'base_url', 'api_key'])('never lets a caller choose %s', (name) => {
    expect(paramRefusedIn({ [name]: 'https://evil.example' }, { dropParams: true })).toBe(name);
  });

  describe('stop, stream, service tier', () => {
    it('turns stop into stop_sequences', () => {
      expect(translate({ stop: 'END' }).body.stop_sequences).toEqual(['END']);
      expect(translate({ stop: ['a', 'b'] }).body.stop_sequences).toEqual(['a', 'b']);
      expect(translate({ stop: [] }).body).not.toHaveProperty('stop_sequences');
    });

    it.each([
      [{ stop: '\n' }, 'stop'],
      [{ stop: ['a', ' '] }, 'stop[1]'],
      [{ stop: ['a', 3] }, 'stop[1]'],
      [{ stop: 3 }, 'stop'],
      [{ stop: 'a', stop_sequences: ['b'] }, 'stop'],
      [{ stream: 'yes' }, 'stream'],
      [{ stream_options: [] }, 'stream_options'],
      [{ stream_options: { include_usage: 1 } }, 'stream_options.include_usage'],
    ])('refuses %j', (fields, param) => expect(paramRefusedIn(fields)).toBe(param));

    it('streams, and remembers that the caller wants the usage', () => {
      const { body, reply } = translate({ stream: true, stream_options: { include_usage: true } });
      expect(body.stream).toBe(true);
      expect(body).not.toHaveProperty('stream_options');
      expect(reply.includeUsage).toBe(true);
    });

    it("takes OpenAI's default service tier for Anthropic's standard one", () => {
      expect(translate({ service_tier: 'default' }).body.service_tier).toBe('standard_only');
      expect(translate({ service_tier: 'auto' }).body.service_tier).toBe('auto');
    });
  });

  describe('the end user', () => {
    it('becomes the user_id of the metadata', () => {
      expect(translate({ user: 'u-17' }).body.metadata).toEqual({ user_id: 'u-17' });
      expect(translate({ safety_identifier: 'h4sh' }).body.metadata).toEqual({ user_id: 'h4sh' });
      expect(translate({ metadata: { user_id: 'm' } }).body.metadata).toEqual({ user_id: 'm' });
    });

    it('is left out and named when it is an e-mail address or a phone number', () => {
      for (const user of ['ann@example.com', '+49 170 1234567', '(555) 123-4567']) {
        const { body, droppedParams } = translate({ user });
        expect(body).not.toHaveProperty('metadata');
        expect(droppedParams).toEqual(['user']);
      }
      expect(translate({ user: '12345678' }).droppedParams).toEqual([]);
    });

    it('is refused when it is longer than upstream takes', () => {
      expect(paramRefusedIn({ user: 'u'.repeat(257) })).toBe('user');
      expect(paramRefusedIn({ metadata: { user_id: 'u'.repeat(257) } })).toBe('metadata.user_id');
      expect(translate({ user: 'u'.repeat(256) }).body).toHaveProperty('metadata');
    });

    it('names those that another one replaced', () => {
      const { body, droppedParams } = translate({
        user: 'u',
        safety_identifier: 's',
        metadata: { user_id: 'm' },
      });
      expect(body.metadata).toEqual({ user_id: 'm' });
      expect(droppedParams).toEqual(['user', 'safety_identifier']);
    });
  });

  describe('extra headers', () => {
    it('pass by their lower-case names, with anthropic-beta among the betas first', () => {
      const { extraHeaders, betas } = translate({
        extra_headers: { 'X-Trace': 'abc', 'Anthropic-Beta': 'context-1m-2025-08-07, my-beta,,my-beta' },
        tools: [{ type: 'memory_20250818' }],
      });
      expect(extraHeaders).toEqual({ 'x-trace': 'abc' });
      expect(betas).toEqual(['context-1m-2025-08-07', 'my-beta', 'context-management-2025-06-27']);
    });

    it.each([
      'Authorization',
      'x-api-key',
      'Cookie',
      'Host',
      'Transfer-Encoding',
      'Proxy-Authorization',
      'X-Tollgate-Api-Key',
      'x-litellm-api-key',
      'Content-Length',
    ])('never pass %s', (name) => {
      const { extraHeaders, droppedParams } = translate({ extra_headers: { [name]: 'value' } });
      expect(extraHeaders).toEqual({});
      expect(droppedParams).toEqual([`extra_headers.${name}`]);
    });

    it.each([
      [{ 'X-A': 1 }, 'extra_headers.X-A'],
      [{ 'X-A': 'a\r\nX-B: b' }, 'extra_headers.X-A'],
      [{ 'bad name': 'a' }, 'extra_headers.bad name'],
      [['X-A'], 'extra_headers'],
      [{ 'X-A': 'a'.repeat(5000), 'X-B': 'b'.repeat(5000) }, 'extra_headers'],
    ])('are refused when they are %j', (extra_headers, param) => {
      expect(paramRefusedIn({ extra_headers })).toBe(param);
    });
  });

  it.each([
    [{ model: 7 }, 'model'],
    [{ messages: 'hi' }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ metadata: 'x' }, 'metadata'],
    [{ thinking: 'yes' }, 'thinking'],
    [{ thinking: { type: 'enabled', budget_tokens: 'many' } }, 'thinking.budget_tokens'],
    [{ output_config: [] }, 'output_config'],
    [{ drop_params: 'yes' }, 'drop_params'],
    [{ mcp_servers: {} }, 'mcp_servers'],
    [{ parallel_tool_calls: 'no' }, 'parallel_tool_calls'],
  ])('refuses %j', (fields, param) => expect(paramRefusedIn(fields)).toBe(param));

  it('adds the betas of Anthropic features that go up as they are', () => {
    const { betas } = translate({
      context_management: { edits: [{ type: 'compact_20260112' }] },
      container: { skills: [{ skill_id: 'pptx' }] },
      mcp_servers: [{ type: 'url', name: 'a', url: 'https://a.example' }],
      speed: 'fast',
    });
    expect(betas).toEqual([
      'context-management-2025-06-27',
      'compact-2026-01-12',
      'code-execution-2025-08-25',
      'skills-2025-10-02',
      'files-api-2025-04-14',
      'fast-mode-2026-02-01',
      'mcp-client-2025-04-04',
    ]);
  });
});
