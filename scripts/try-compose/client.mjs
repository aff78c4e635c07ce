import { TextDecoderStream } from 'node:stream/web';

const MODEL = 'claude-sonnet-4-5';

/** Calls a gateway as its users do. */
export class Client {
  /** @param {string} url @param {string} key */
  constructor(url, key) {
    this.url = url;
    this.key = key;
  }

  /** @param {string} path @param {{ body?: unknown, method?: string, signal?: AbortSignal }} [options] */
  request(path, { body, method = body === undefined ? 'GET' : 'POST', signal } = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    return fetch(`${this.url}${path}`, { method, headers, body: text, signal });
  }

  /** @param {string} path @param {{ body?: unknown, method?: string }} [options] @returns {Promise<any>} */
  async json(path, options) {
    const response = await this.request(path, options);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  /** One chat completion. @returns {Promise<number>} its status */
  async chat() {
    const response = await this.request('/v1/chat/completions', { body: chatBody({}) });
    await response.arrayBuffer();
    return response.status;
  }

  /** A chat completion's frames as they come. @param {AbortSignal} [signal] */
  async *stream(signal) {
    const body = chatBody({ stream: true });
    const response = await this.request('/v1/chat/completions', { body, signal });
    if (response.status !== 200 || response.body === null)
      throw new Error(`${response.status} ${await response.text()}`);
    yield* response.body.pipeThrough(new TextDecoderStream());
  }
}

/** @param {object} more */
function chatBody(more) {
  return { model: MODEL, messages: [{ role: 'user', content: 'Hello' }], ...more };
}
