import { paramRefusedIn, translate } from './translate.fixture.js';

const NATIVE = { model: 'claude-sonnet-4-5' };
const BY_TOOL = { model: 'claude-sonnet-4-20250514' };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const jsonSchema = (schema: unknown, more: object = {}) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'place', schema, ...more } },
});
const TOOL = { type: 'function', function: { name: 'f' } };
const formatOf = (schema: object) =>
  (translate(jsonSchema(schema), NATIVE).body.output_config as { format: { schema: unknown } }).format.schema;

describe('response_format', () => {
  it('becomes structured output where the model has it', () => {
    const { body, reply } = translate(jsonSchema(SCHEMA), NATIVE);
    expect(body.output_config).toEqual({
      format: { type: 'json_schema', schema: { ...SCHEMA, additionalProperties: false } },
    });
    expect(body).not.toHaveProperty('response_format');
    expect(body).not.toHaveProperty('tools');
    expect(reply).not.toHaveProperty('answerTool');
  });

  it("joins the caller's own output_config and a reasoning effort", () => {
    const { body, betas } = translate(
      { ...jsonSchema(SCHEMA), reasoning_effort: 'high', output_config: { task_budget: { total: 1 } } },
      { model: 'claude-sonnet-4-6' },
    );
    expect(body.output_config).toMatchObject({
      effort: 'high',
      task_budget: { total: 1 },
      format: { type: 'json_schema' },
    });
    expect(betas).toEqual(['task-budgets-2026-03-13']);
  });

  it('becomes a forced tool on older models, and the answer knows which', () => {
    const { body, reply } = translate(jsonSchema(SCHEMA, { description: 'A place' }), BY_TOOL);
    expect(body.tools).toEqual([{ name: 'json_tool_call', description: 'A place', input_schema: SCHEMA }]);
    expect(body.tool_choice).toEqual({
      type: 'tool',
      name: 'json_tool_call',
      disable_parallel_tool_use: true,
    });
    expect(reply.answerTool).toBe('json_tool_call');
  });

  it("leaves the model the choice between the answer and the caller's tools", () => {
    const { body, reply } = translate({ ...jsonSchema(SCHEMA), tools: [TOOL] }, BY_TOOL);
    expect(body.tools).toHaveLength(2);
    expect(body.tool_choice).toEqual({ type: 'any' });
    expect(reply.answerTool).toBe('json_tool_call');
  });

  it("keeps to the caller's tool_choice", () => {
    const choiceOf = (tool_choice: unknown) =>
      translate({ ...jsonSchema(SCHEMA), tools: [TOOL], tool_choice }, BY_TOOL).body.tool_choice;
    expect(choiceOf({ type: 'tool', name: 'f' })).toEqual({ type: 'tool', name: 'f' });
    expect(choiceOf('none')).toMatchObject({ type: 'tool', name: 'json_tool_call' });
  });

  it("does not take the name of one of the caller's tools", () => {
    const tools = [{ type: 'function', function: { name: 'json_tool_call' } }];
    expect(translate({ ...jsonSchema(SCHEMA), tools }, BY_TOOL).reply.answerTool).toBe('json_tool_call_2');
  });

  it('asks instead of forcing when the model thinks', () => {
    const { body, reply } = translate({ ...jsonSchema(SCHEMA), reasoning_effort: 'low' }, BY_TOOL);
    expect(body).not.toHaveProperty('tool_choice');
    expect(reply.answerTool).toBe('json_tool_call');
    expect(JSON.stringify(body.system)).toContain('json_tool_call');
  });

  it('goes by tool when the schema has objects with free names, which structured output would empty', () => {
    const open = {
      type: 'object',
      properties: { counts: { type: 'object', additionalProperties: { type: 'integer' } } },
    };
    const { body, reply } = translate(jsonSchema(open), NATIVE);
    expect(reply.answerTool).toBe('json_tool_call');
    expect(body.tools).toMatchObject([{ input_schema: open }]);
  });

  it('json_object becomes the last line of the system prompt', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ];
    const { body } = translate({ response_format: { type: 'json_object' }, messages });
    expect(body.system).toEqual([
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: expect.stringContaining('one JSON object') as string },
    ]);
  });

  it('text changes nothing', () => {
    expect(Object.keys(translate({ response_format: { type: 'text' } }).body).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
    ]);
  });

  it('closes every object of the schema and moves refused keywords into descriptions', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 9, description: 'Name' },
        mail: { type: 'string', format: 'email' },
        colour: { type: 'string', format: 'colour', pattern: '^#' },
        tags: { type: 'array', items: { type: 'object', properties: {} }, minItems: 1, maxItems: 3 },
        either: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/part', description: 'x' }] },
        minimum: { type: 'integer', exclusiveMinimum: 0 },
        __proto__: undefined,
      },
      $defs: { part: { type: ['object', 'null'], properties: { a: true } } },
    };
    const before = structuredClone(schema);
    expect(formatOf(schema)).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Name\n\n{minLength: 1, maxLength: 9}' },
        mail: { type: 'string', format: 'email' },
        colour: { type: 'string', description: '{format: "colour", pattern: "^#"}' },
        tags: {
          type: 'array',
          items: { type: 'object', properties: {}, additionalProperties: false },
          minItems: 1,
          description: '{maxItems: 3}',
        },
        either: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/part' }] },
        minimum: { type: 'integer', description: '{exclusiveMinimum: 0}' },
      },
      $defs: { part: { type: ['object', 'null'], properties: { a: true }, additionalProperties: false } },
      additionalProperties: false,
    });
    expect(schema).toEqual(before);
  });

  it('keeps properties whose names every object has', () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{}}}',
    ) as object;
    const converted = formatOf(schema) as { properties: object };
    expect(Object.keys(converted.properties)).toEqual(['__proto__', 'constructor']);
  });

  it.each<[unknown, string]>([
    ['json', 'response_format'],
    [{}, 'response_format.type'],
    [{ type: 'yaml' }, 'response_format.type'],
    [{ type: 'json_schema' }, 'response_format.json_schema'],
    [{ type: 'json_schema', json_schema: {} }, 'response_format.json_schema.schema'],
    [{ type: 'json_schema', json_schema: { schema: true } }, 'response_format.json_schema.schema'],
    [{ type: 'json_schema', json_schema: { schema: {}, strict: 1 } }, 'response_format.json_schema.strict'],
    [
      { type: 'json_schema', json_schema: { schema: { properties: [] } } },
      'response_format.json_schema.schema.properties',
    ],
    [
      { type: 'json_schema', json_schema: { schema: { items: { $defs: { a: 1 } } } } },
      'response_format.json_schema.schema.items.$defs.a',
    ],
  ])('refuses %j', (response_format, param) =>
    expect(paramRefusedIn({ response_format }, NATIVE)).toBe(param),
  );

  it('is refused beside an output_config.format', () => {
    const output_config = { format: { type: 'json_schema', schema: {} } };
    expect(paramRefusedIn({ ...jsonSchema(SCHEMA), output_config }, NATIVE)).toBe('response_format');
  });
});
