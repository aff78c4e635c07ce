import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { chooseAnswerTool, convertResponseFormat } from './convert-response-format.js';
import { convertToolChoice } from './convert-tool-choice.js';
import type { ToolChoice } from './convert-tool-choice.js';
import { convertTools } from './convert-tools.js';
import type { ToolContext } from './convert-tools.js';

export interface ConvertedToolUse {
  tools: JsonObject[];
  mcpServers: JsonObject[];
  toolChoice: ToolChoice | undefined;
  outputFormat: JsonObject | undefined;
  instruction: string | undefined;
  /** The name of the tool among `tools` whose input is the answer. */
  answerTool: string | undefined;
}

/** Converts tools, the choice among them and the answer's format, which may have to become one of the tools. */
export function convertToolUse(
  request: JsonObject,
  isThinking: boolean,
  context: ToolContext,
): ConvertedToolUse {
  if (usesNoTools(request)) return NO_TOOL_USE;
  const { tools, mcpServers } = convertTools(request, context);
  const forcingRefusal = reasonNotToForce(isThinking, context.capabilities);
  const canForce = forcingRefusal === undefined;
  const choice = convertToolChoice(request, { ...context, tools, forcingRefusal });
  const format = convertResponseFormat(request.response_format, { ...context, canForce });
  const { answerTool, outputFormat, instruction } = format;
  const mustAnswerByTool = answerTool !== undefined && canForce;
  return {
    tools: answerTool === undefined ? tools : [...tools, answerTool],
    mcpServers,
    toolChoice: mustAnswerByTool ? chooseAnswerTool(answerTool.name, choice, tools.length > 0) : choice,
    outputFormat,
    instruction,
    answerTool: answerTool?.name,
  };
}

const NO_TOOL_USE: ConvertedToolUse = {
  tools: [],
  mcpServers: [],
  toolChoice: undefined,
  outputFormat: undefined,
  instruction: undefined,
  answerTool: undefined,
};

/** True when none of the fields is there that have to do with tools, as in most requests. */
function usesNoTools(request: JsonObject): boolean {
  const { tools, functions, web_search_options, mcp_servers } = request;
  const { tool_choice, function_call, parallel_tool_calls, response_format } = request;
  return (
    tools === undefined &&
    functions === undefined &&
    web_search_options === undefined &&
    mcp_servers === undefined &&
    tool_choice === undefined &&
    function_call === undefined &&
    parallel_tool_calls === undefined &&
    response_format === undefined
  );
}

function reasonNotToForce(isThinking: boolean, capabilities: ModelCapabilities): string | undefined {
  if (!capabilities.supportsForcedToolChoice) return 'This model cannot be made to call a tool.';
  return isThinking ? 'A model that thinks cannot be made to call a tool.' : undefined;
}
