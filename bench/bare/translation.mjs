/** The least translation between OpenAI Chat Completions and Anthropic Messages: text only, nothing checked. */

const FINISH_REASONS = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
};
const SYSTEM_ROLES = ['system', 'developer'];

/**
 * Body of a Messages call for a Chat Completions request.
 * @param {Record<string, any>} chat
 * @returns {string}
 */
export function messagesBody(chat) {
  const isSystem = (message) => SYSTEM_ROLES.includes(message.role);
  const system = chat.messages.filter(isSystem).map((message) => ({ type: 'text', text: message.content }));
  return JSON.stringify({
    model: chat.model,
    max_tokens: chat.max_tokens ?? chat.max_completion_tokens ?? 4096,
    messages: chat.messages
      .filter((message) => !isSystem(message))
      .map(({ role, content }) => ({ role, content })),
    system: system.length > 0 ? system : undefined,
    temperature: chat.temperature,
    stream: chat.stream || undefined,
  });
}

/**
 * Body of a chat completion for an Anthropic message.
 * @param {Record<string, any>} message
 * @returns {string}
 */
export function completionBody(message) {
  const content = message.content.map((block) => block.text ?? '').join('');
  return JSON.stringify({
    ...completionShell(message, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content },
        finish_reason: FINISH_REASONS[message.stop_reason] ?? 'stop',
      },
    ],
    usage: chatUsage(message.usage),
  });
}

/**
 * A function that takes the bytes of an Anthropic stream as they arrive and returns the frames of a chat
 * completion stream that they amount to: every event is parsed, every chunk printed, one string for each read.
 * @returns {(bytes: Buffer) => string}
 */
export function createStreamTranslator() {
  const decoder = new TextDecoder();
  const state = { shell: {}, usage: {} };
  let unread = '';
  return (bytes) => {
    const text = unread + decoder.decode(bytes, { stream: true });
    let frames = '';
    let start = 0;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n', start)) {
      frames += translateEvent(text.slice(text.indexOf('data: ', start) + 6, end), state);
      start = end + 2;
    }
    unread = text.slice(start);
    return frames;
  };
}

function translateEvent(eventJson, state) {
  const event = JSON.parse(eventJson);
  return EVENT_HANDLERS[event.type]?.(event, state) ?? '';
}

const EVENT_HANDLERS = {
  message_start({ message }, state) {
    state.shell = completionShell(message, 'chat.completion.chunk');
    state.usage = message.usage;
    return choiceFrame(state, { role: 'assistant', content: '' }, null);
  },
  content_block_delta({ delta }, state) {
    return delta.type === 'text_delta' ? choiceFrame(state, { content: delta.text }, null) : '';
  },
  message_delta({ delta, usage }, state) {
    state.usage = { ...state.usage, ...usage };
    return choiceFrame(state, {}, FINISH_REASONS[delta.stop_reason] ?? 'stop');
  },
  message_stop(_event, state) {
    return `${frame({ ...state.shell, choices: [], usage: chatUsage(state.usage) })}data: [DONE]\n\n`;
  },
};

function choiceFrame(state, delta, finishReason) {
  return frame({ ...state.shell, choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

function frame(payload) {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

function completionShell(message, object) {
  return { id: message.id, object, created: Math.floor(Date.now() / 1000), model: message.model };
}

function chatUsage(usage) {
  const cached = usage.cache_read_input_tokens ?? 0;
  const prompt = usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + cached;
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.output_tokens,
    total_tokens: prompt + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
