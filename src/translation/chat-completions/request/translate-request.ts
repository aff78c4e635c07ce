import type { ModelCapabilities } from '../../model-capabilities.js';
import type { MessagesRequest, RequestContentBlock } from '../../wire/anthropic-messages.js';
import type { ChatCompletionRequest, JsonObject } from '../../wire/openai-chat.js';
import type { ReplyContext } from '../reply-context.js';
import { convertInstructions, textBlocks } from './convert-content.js';
import { convertEndUser } from './convert-end-user.js';
import { convertExtraHeaders } from './convert-extra-headers.js';
import { convertMaxTokens } from './convert-max-tokens.js';
import { convertMessages } from './convert-messages.js';
import { convertOutputConfig } from './convert-output-config.js';
import { convertReasoningEffort, isThinkingOn } from './convert-reasoning-effort.js';
import { convertSampling } from './convert-sampling.js';
import { convertToolUse } from './convert-tool-use.js';
import { declaredToolNames } from './convert-tools.js';
import { convertParameters, readIncludeUsage } from './parameters.js';
import { readBoolean, readNonEmptyString, readObject, readOptional } from './read-json.js';
import { TranslationNotes } from './translation-notes.js';
import { TOOL_NAME, UpstreamNames } from './upstream-names.js';

export interface RequestContext {
  /** The model's name at Anthropic, without a provider. */
  upstreamModel: string;
  capabilities: ModelCapabilities;
  /** Leave out what upstream cannot do instead of refusing it; `drop_params` of the body goes before it. */
  dropParams: boolean;
  /** `max_tokens` of a request that names none; 4096 when this is absent. */
  defaultMaxTokens?: number;
  createdAtSeconds: number;
}

export interface TranslatedRequest {
  body: MessagesRequest;
  /** Values for `anthropic-beta`: the caller's, then what the request's features need. */
  betas: string[];
  /** By lower-case name. */
  extraHeaders: Record<string, string>;
  /** Paths of the caller's parameters that are not in the body. */
  droppedParams: string[];
  reply: ReplyContext;
}

/**
 * Translates a Chat Completions request, as it came from the caller, into a Messages request. What cannot be read or
 * honoured is an InvalidRequestError whose `param` is its path.
 */
export function translateRequest(request: ChatCompletionRequest, context: RequestContext): TranslatedRequest {
  const fields = readObject(request, 'body');
  const notes = new TranslationNotes(readDropParams(fields) ?? context.dropParams);
  const toolNames = new UpstreamNames(TOOL_NAME, declaredToolNames(fields));
  const requestedModel = readNonEmptyString(fields.model, 'model');
  const extraHeaders = convertExtraHeaders(fields.extra_headers, notes);
  const { upstreamModel, capabilities, defaultMaxTokens } = context;
  const { body, answerTool } = convertBody(fields, {
    upstreamModel,
    capabilities,
    defaultMaxTokens,
    notes,
    toolNames,
  });
  const reply: ReplyContext = {
    requestedModel,
    created: context.createdAtSeconds,
    toolNames: toolNames.rewritten,
    includeUsage: readIncludeUsage(fields.stream_options),
  };
  if (answerTool !== undefined) reply.answerTool = answerTool;
  return { body, betas: notes.betas, extraHeaders, droppedParams: notes.droppedParams, reply };
}

interface BodyContext extends Pick<RequestContext, 'upstreamModel' | 'capabilities' | 'defaultMaxTokens'> {
  notes: TranslationNotes;
  toolNames: UpstreamNames;
}

function readDropParams({ drop_params }: JsonObject): boolean | undefined {
  return readOptional(readBoolean, drop_params, 'drop_params');
}

function convertBody(
  request: JsonObject,
  context: BodyContext,
): { body: MessagesRequest; answerTool?: string } {
  const { capabilities, notes } = context;
  const parameters = convertParameters(request, notes);
  const { thinking, effort } = convertReasoningEffort(request, capabilities, notes);
  const isThinking = isThinkingOn(thinking);
  const toolUse = convertToolUse(request, isThinking, context);
  const outputConfig = convertOutputConfig(
    request.output_config,
    { effort, format: toolUse.outputFormat },
    notes,
  );
  const { temperature, top_p, top_k } = convertSampling(request, { capabilities, isThinking, notes });
  const metadata = convertEndUser(request, notes);
  const maxTokens = convertMaxTokens(request, thinking, context);
  const { system, messages } = convertPrompt(request, toolUse.instruction, context);
  // What is undefined is not sent, for JSON leaves it out; bodies that all have one shape are cheaper to make.
  const body: MessagesRequest = {
    model: context.upstreamModel,
    max_tokens: maxTokens,
    system,
    messages,
    temperature,
    top_p,
    top_k,
    thinking,
    output_config: outputConfig,
    metadata,
    tools: nonEmpty(toolUse.tools),
    tool_choice: toolUse.toolChoice,
    mcp_servers: nonEmpty(toolUse.mcpServers),
    ...parameters,
  };
  return { body, answerTool: toolUse.answerTool };
}

/** The system prompt, if there is anything to say, and the messages. */
function convertPrompt(
  request: JsonObject,
  instruction: string | undefined,
  { toolNames, notes }: BodyContext,
): Pick<MessagesRequest, 'system' | 'messages'> {
  const { system, messages } = convertMessages(request.messages, toolNames, notes);
  const blocks = [...convertOwnSystem(request, notes), ...system, ...textBlocks(instruction ?? '')];
  return { system: nonEmpty(blocks), messages };
}

/** Anthropic's own top-level `system`, which goes before the messages' instructions. */
function convertOwnSystem({ system }: JsonObject, notes: TranslationNotes): RequestContentBlock[] {
  return readOptional((value, path) => convertInstructions(value, path, notes), system, 'system') ?? [];
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
