import { paramRefusedIn, translate } from './translate.fixture.js';

const BY_TOOL_MODEL = 'claude-sonnet-4-20250514';
const functionTool = (name: string, more: object = {}) => ({ type: 'function', function: { name, ...more } });
const toolsOf = (...tools: unknown[]) => translate({ tools }).body.tools;

describe('tools', () => {
  it('turns functions into tools with a schema of type object', () => {
    const parameters = { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] };
    expect(
      toolsOf(
        functionTool('look_up', { description: 'Looks up.', parameters }),
        functionTool('ping'),
        functionTool('pong', { parameters: null }),
      ),
    ).toEqual([
      { name: 'look_up', description: 'Looks up.', input_schema: parameters },
      { name: 'ping', input_schema: { type: 'object', properties: {} } },
      { name: 'pong', input_schema: { type: 'object', properties: {} } },
    ]);
  });

  it('takes the older functions and function_call', () => {
    const { body } = translate({ functions: [{ name: 'f', parameters: {} }], function_call: { name: 'f' } });
    expect(body.tools).toEqual([{ name: 'f', input_schema: { type: 'object', properties: {} } }]);
    expect(body.tool_choice).toEqual({ type: 'tool', name: 'f' });
  });

  it('closes the schemas of strict tools and moves what Anthropic refuses into descriptions', () => {
    const parameters = { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } };
    expect(toolsOf(functionTool('f', { parameters, strict: true }))).toEqual([
      {
        name: 'f',
        strict: true,
        input_schema: {
          type: 'object',
          properties: { age: { type: 'integer', description: '{minimum: 0}' } },
          additionalProperties: false,
        },
      },
    ]);
  });

  it('refuses strict tools on models without them, or makes them loose when parameters may be dropped', () => {
    const fields = { tools: [functionTool('f', { strict: true })] };
    expect(paramRefusedIn(fields, { model: BY_TOOL_MODEL })).toBe('tools[0].function.strict');
    const { body, droppedParams } = translate(fields, { model: BY_TOOL_MODEL, dropParams: true });
    expect(body.tools).toEqual([{ name: 'f', input_schema: { type: 'object', properties: {} } }]);
    expect(droppedParams).toEqual(['tools[0].function.strict']);
  });

  it("keeps Anthropic's own fields, from the tool or from its function, and asks for their beta", () => {
    const { body, betas } = translate({
      tools: [
        { ...functionTool('f', { cache_control: { type: 'ephemeral' } }), defer_loading: true },
        { name: 'g', input_schema: { type: 'object' }, eager_input_streaming: true },
      ],
    });
    expect(body.tools).toEqual([
      {
        name: 'f',
        input_schema: { type: 'object', properties: {} },
        cache_control: { type: 'ephemeral' },
        defer_loading: true,
      },
      { name: 'g', input_schema: { type: 'object' }, eager_input_streaming: true },
    ]);
    expect(betas).toEqual(['advanced-tool-use-2025-11-20']);
  });

  it('rewrites names that Anthropic refuses, everywhere alike, and remembers them for the answer', () => {
    const long = 'x'.repeat(200);
    const { body, reply } = translate({
      tools: [
        functionTool('files.read'),
        functionTool('files/read'),
        functionTool(long),
        functionTool('fine'),
      ],
      tool_choice: { type: 'function', function: { name: 'files/read' } },
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'files/read', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'a', content: 'x' },
      ],
    });
    const names = (body.tools as { name: string }[]).map(({ name }) => name);
    expect(names.every((name) => /^[a-zA-Z0-9_-]{1,128}$/.test(name))).toBe(true);
    expect(new Set(names).size).toBe(4);
    expect(names[3]).toBe('fine');
    expect(names[1]).toMatch(/^files_read_/);
    expect(body.tool_choice).toEqual({ type: 'tool', name: names[1] });
    expect(body.messages[1]?.content[0]?.name).toBe(names[1]);
    expect([...reply.toolNames]).toEqual([
      [names[0], 'files.read'],
      [names[1], 'files/read'],
      [names[2], long],
    ]);
  });

  it('never gives two tools one name, even when a caller guesses an alias', () => {
    const [alias] = [...translate({ tools: [functionTool('a.b')] }).reply.toolNames.keys()] as [string];
    const { body, reply } = translate({ tools: [functionTool('a.b'), functionTool(alias)] });
    const names = (body.tools as { name: string }[]).map(({ name }) => name);
    expect(names[1]).toBe(alias);
    expect(names[0]).not.toBe(alias);
    expect(reply.toolNames.get(names[0] ?? '')).toBe('a.b');
  });

  it.each([
    [{ type: 'computer_20241022', display_width_px: 1 }, 'computer', ['computer-use-2024-10-22']],
    [{ type: 'bash_20250124' }, 'bash', ['computer-use-2025-01-24']],
    [{ type: 'text_editor_20250124' }, 'str_replace_editor', ['computer-use-2025-01-24']],
    [{ type: 'text_editor_20250429' }, 'str_replace_based_edit_tool', ['computer-use-2025-01-24']],
    [{ type: 'text_editor_20250728' }, 'str_replace_based_edit_tool', []],
    [{ type: 'computer_20251124' }, 'computer', ['computer-use-2025-11-24']],
    [{ type: 'web_search_20250305', max_uses: 2 }, 'web_search', []],
    [{ type: 'web_fetch_20250910' }, 'web_fetch', ['web-fetch-2025-09-10']],
    [{ type: 'code_execution_20250522' }, 'code_execution', ['code-execution-2025-05-22']],
    [{ type: 'code_execution_20250825' }, 'code_execution', ['code-execution-2025-08-25']],
    [{ type: 'memory_20250818' }, 'memory', ['context-management-2025-06-27']],
    [{ type: 'tool_search_tool_regex_20251119' }, 'tool_search_tool_regex', []],
    [{ type: 'brand_new_20270101', name: 'brand_new' }, 'brand_new', []],
  ])('passes the hosted tool %j with its name and betas', (tool, name, expectedBetas) => {
    const { body, betas } = translate({ tools: [tool] });
    expect(body.tools).toEqual([{ ...tool, name }]);
    expect(betas).toEqual(expectedBetas);
  });

  it("takes OpenAI's wrapping off a hosted tool", () => {
    const wrapped = {
      type: 'computer_20241022',
      function: { name: 'computer', parameters: { display_width_px: 100 } },
    };
    expect(toolsOf(wrapped)).toEqual([
      { type: 'computer_20241022', name: 'computer', display_width_px: 100 },
    ]);
  });

  it('turns MCP tools into a server and a toolset', () => {
    const { body, betas } = translate({
      tools: [
        {
          type: 'mcp',
          server_label: 'docs',
          server_url: 'https://mcp.example',
          headers: { Authorization: 'Bearer t0ken' },
          allowed_tools: ['search'],
          require_approval: 'never',
        },
      ],
    });
    expect(body.mcp_servers).toEqual([
      { type: 'url', name: 'docs', url: 'https://mcp.example', authorization_token: 't0ken' },
    ]);
    expect(body.tools).toEqual([
      {
        type: 'mcp_toolset',
        mcp_server_name: 'docs',
        default_config: { enabled: false },
        configs: { search: { enabled: true } },
      },
    ]);
    expect(betas).toEqual(['mcp-client-2025-11-20']);
  });

  it.each([
    ['low', 1],
    ['medium', 5],
    ['high', 10],
  ])('turns web_search_options of size %s into %i uses', (search_context_size, max_uses) => {
    const user_location = { type: 'approximate', approximate: { city: 'Ulm', country: 'DE' } };
    expect(translate({ web_search_options: { search_context_size, user_location } }).body.tools).toEqual([
      {
        type: 'web_search_20250305',
        name: 'web_search',
        max_uses,
        user_location: { type: 'approximate', city: 'Ulm', country: 'DE' },
      },
    ]);
  });

  const MCP = { type: 'mcp', server_label: 'a', server_url: 'https://a.example' };
  it.each<[object, string]>([
    [{ tools: {} }, 'tools'],
    [{ tools: ['f'] }, 'tools[0]'],
    [{ tools: [{}] }, 'tools[0].type'],
    [{ tools: [{ type: 'foo' }] }, 'tools[0].type'],
    [{ tools: [{ type: 'custom', custom: { name: 'f' } }] }, 'tools[0].type'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].function'],
    [{ tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name'],
    [{ tools: [functionTool('')] }, 'tools[0].function.name'],
    [{ tools: [functionTool('f', { description: 3 })] }, 'tools[0].function.description'],
    [{ tools: [functionTool('f', { parameters: [] })] }, 'tools[0].function.parameters'],
    [{ tools: [functionTool('f', { parameters: { type: 'string' } })] }, 'tools[0].function.parameters.type'],
    [{ tools: [functionTool('f', { strict: 'yes' })] }, 'tools[0].function.strict'],
    [
      { tools: [functionTool('f', { strict: true, parameters: { properties: { a: { anyOf: 1 } } } })] },
      'tools[0].function.parameters.properties.a.anyOf',
    ],
    [{ tools: [functionTool('f'), functionTool('f')] }, 'tools[1].function.name'],
    [{ tools: [{ ...MCP, server_url: undefined }] }, 'tools[0].server_url'],
    [{ tools: [{ ...MCP, require_approval: 'always' }] }, 'tools[0].require_approval'],
    [{ tools: [{ ...MCP, headers: { 'X-A': 'b' } }] }, 'tools[0].headers.X-A'],
    [{ tools: [{ ...MCP, allowed_tools: [1] }] }, 'tools[0].allowed_tools[0]'],
    [{ functions: 'f' }, 'functions'],
    [{ functions: [{}] }, 'functions[0].name'],
    [{ web_search_options: { search_context_size: 'huge' } }, 'web_search_options.search_context_size'],
    [{ web_search_options: { user_location: {} } }, 'web_search_options.user_location.approximate'],
  ])('refuses %j', (fields, param) => expect(paramRefusedIn(fields)).toBe(param));
});

describe('tool_choice', () => {
  const tools = [functionTool('f')];
  const choiceOf = (fields: object, options = {}) =>
    translate({ tools, ...fields }, options).body.tool_choice;

  it.each([
    ['auto', { type: 'auto' }],
    ['required', { type: 'any' }],
    ['none', { type: 'none' }],
    [
      { type: 'function', function: { name: 'f' } },
      { type: 'tool', name: 'f' },
    ],
    [
      { type: 'tool', name: 'f' },
      { type: 'tool', name: 'f' },
    ],
    [
      { type: 'any', disable_parallel_tool_use: true },
      { type: 'any', disable_parallel_tool_use: true },
    ],
  ])('translates %j', (tool_choice, expected) => expect(choiceOf({ tool_choice })).toEqual(expected));

  it('carries parallel_tool_calls: false', () => {
    const parallel_tool_calls = false;
    expect(choiceOf({ parallel_tool_calls })).toEqual({ type: 'auto', disable_parallel_tool_use: true });
    expect(choiceOf({ parallel_tool_calls, tool_choice: 'none' })).toEqual({ type: 'none' });
    expect(translate({ parallel_tool_calls }).body).not.toHaveProperty('tool_choice');
    expect(choiceOf({ parallel_tool_calls: true })).toBeUndefined();
  });

  it.each([
    ['a model that cannot be forced', {}, { model: 'claude-opus-5-5' }],
    [
      'a model that thinks',
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      { model: 'claude-sonnet-4-5' },
    ],
  ])(
    'refuses to force %s, or leaves it the choice when parameters may be dropped',
    (_what, fields, options) => {
      expect(paramRefusedIn({ tools, tool_choice: 'required', ...fields }, options)).toBe('tool_choice');
      const dropped = translate(
        { tools, tool_choice: 'required', ...fields },
        { ...options, dropParams: true },
      );
      expect(dropped.body.tool_choice).toEqual({ type: 'auto' });
      expect(dropped.droppedParams).toEqual(['tool_choice']);
    },
  );

  it('leaves auto and none out when there are no tools', () => {
    expect(translate({ tool_choice: 'none' }).body).not.toHaveProperty('tool_choice');
  });

  it.each<[object, string]>([
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ tools, tool_choice: 'sometimes' }, 'tool_choice'],
    [{ tools, tool_choice: 3 }, 'tool_choice'],
    [{ tools, tool_choice: {} }, 'tool_choice.type'],
    [{ tools, tool_choice: { type: 'function' } }, 'tool_choice.function'],
    [{ tools, tool_choice: { type: 'function', function: {} } }, 'tool_choice.function.name'],
    [{ tools, tool_choice: { type: 'function', function: { name: 'g' } } }, 'tool_choice.function.name'],
    [{ tools, tool_choice: { type: 'tool', name: 'g' } }, 'tool_choice.name'],
    [{ tools, function_call: { name: 'g' } }, 'function_call.name'],
    [{ tools, tool_choice: 'auto', parallel_tool_calls: 1 }, 'parallel_tool_calls'],
  ])('refuses %j', (fields, param) => expect(paramRefusedIn(fields)).toBe(param));
});
