import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000',
  apiKey: process.env.TOLLGATE_API_KEY ?? 'any',
});
const answer = await client.messages.create({
  model: 'claude-sonnet-4-6',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
});
console.log(answer.content.map((block) => (block.type === 'text' ? block.text : '')).join(''));
