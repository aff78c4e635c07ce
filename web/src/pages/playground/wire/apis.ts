import type { Api } from '../settings.js';
import { CHAT_API } from './chat-api.js';
import { MESSAGES_API } from './messages-api.js';
import type { WireApi } from './wire-api.js';

export const APIS: Readonly<Record<Api, WireApi>> = { messages: MESSAGES_API, chat: CHAT_API };
