import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { constrainSchema, hasOpenObject } from './constrain-schema.js';
import type { ToolChoice } from './convert-tool-choice.js';
import { convertInputSchema } from './input-schema.js';
import { readBoolean, readObject, readOneOf, readOptional, readString } from './read-json.js';
import type { UpstreamNames } from './upstream-names.js';

interface ConvertedResponseFormat {
  /** For `output_config.format`. */
  outputFormat?: JsonObject;
  /** A tool whose input is the answer. */
  answerTool?: JsonObject & { name: string };
  /** A line for the end of the system prompt. */
  instruction?: string;
}

interface ResponseFormatContext {
  capabilities: ModelCapabilities;
  toolNames: UpstreamNames;
  /** Whether the model can be made to call a tool in this request. */
  canForce: boolean;
}

interface AnswerSchema {
  schema: JsonObject;
  description: string | undefined;
  isStrict: boolean;
}

const FORMATS = ['text', 'json_object', 'json_schema'] as const;
const PATH = 'response_format';
const SCHEMA_PATH = `${PATH}.json_schema.schema`;
const ANSWER_TOOL = 'json_tool_call';
const ONE_JSON_OBJECT =
  'Answer with exactly one JSON object and nothing else: no text before or after it, and no code fence.';

/** Turns `response_format` into structured output, into a tool that takes the answer, or into an instruction. */
export function convertResponseFormat(
  value: unknown,
  context: ResponseFormatContext,
): ConvertedResponseFormat {
  const format = readOptional(readObject, value, PATH);
  if (format === undefined) return {};
  const type = readOneOf(format.type, `${PATH}.type`, FORMATS);
  if (type === 'text') return {};
  if (type === 'json_object') return { instruction: ONE_JSON_OBJECT };
  return convertJsonSchema(readAnswerSchema(format.json_schema), context);
}

/** Makes the model answer by the answer tool; a caller that has tools too leaves it the choice among them all. */
export function chooseAnswerTool(
  name: string,
  choice: ToolChoice | undefined,
  hasTools: boolean,
): ToolChoice {
  if (choice?.type === 'tool') return choice;
  if (!hasTools || choice?.type === 'none') return { type: 'tool', name, disable_parallel_tool_use: true };
  return { ...choice, type: 'any' };
}

function readAnswerSchema(value: unknown): AnswerSchema {
  const path = `${PATH}.json_schema`;
  const fields = readObject(value, path);
  readOptional(readString, fields.name, `${path}.name`);
  return {
    schema: readObject(fields.schema, SCHEMA_PATH),
    description: readOptional(readString, fields.description, `${path}.description`),
    isStrict: readOptional(readBoolean, fields.strict, `${path}.strict`) ?? false,
  };
}

/** Structured output closes every object, so that a schema with open ones goes by tool on any model. */
function convertJsonSchema(answer: AnswerSchema, context: ResponseFormatContext): ConvertedResponseFormat {
  const isNative =
    context.capabilities.supportsStructuredOutput && (answer.isStrict || !hasOpenObject(answer.schema));
  if (!isNative) return answerByTool(answer, context);
  return { outputFormat: { type: 'json_schema', schema: constrainSchema(answer.schema, SCHEMA_PATH) } };
}

function answerByTool(
  answer: AnswerSchema,
  { toolNames, canForce }: ResponseFormatContext,
): ConvertedResponseFormat {
  const name = toolNames.unusedName(ANSWER_TOOL);
  const answerTool = {
    name,
    description:
      answer.description ?? 'Takes the final answer. Call it exactly once, with the whole answer as input.',
    input_schema: convertInputSchema(answer.schema, SCHEMA_PATH, answer.isStrict),
  };
  if (canForce) return { answerTool };
  return { answerTool, instruction: `Give your final answer by calling the tool "${name}", not as text.` };
}
