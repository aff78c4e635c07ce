const NOTE = 'A line of "quoted" notes on tolls, gates and those who keep them.\n';

const ENDPOINTS = {
  openai: {
    path: '/v1/chat/completions',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    body: (system, messages) => ({ messages: [{ role: 'system', content: system }, ...messages] }),
    streamFields: { stream: true, stream_options: { include_usage: true } },
  },
  anthropic: {
    path: '/v1/messages',
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    body: (system, messages) => ({ system, messages }),
    streamFields: { stream: true },
  },
};

/**
 * The bytes of one HTTP request for a contender's API, the same for every call of a measurement.
 * @param {{ api: 'openai' | 'anthropic', port: number, key: string }} contender
 * @param {{ isStream: boolean, padBytes: number }} shape
 * @returns {Buffer}
 */
export function callBytes({ api, port, key }, { isStream, padBytes }) {
  const endpoint = ENDPOINTS[api];
  const body = JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 1024,
    temperature: 0.5,
    ...endpoint.body('You answer in few words.', conversation(padBytes)),
    ...(isStream ? endpoint.streamFields : {}),
  });
  const headers = {
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    accept: isStream ? 'text/event-stream' : 'application/json',
    ...endpoint.headers(key),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${endpoint.path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

function conversation(padBytes) {
  return [
    { role: 'user', content: 'Good morning' },
    { role: 'assistant', content: 'Good morning. What shall we look at?' },
    { role: 'user', content: `Put these notes in order.\n${NOTE.repeat(Math.ceil(padBytes / NOTE.length))}` },
  ];
}
