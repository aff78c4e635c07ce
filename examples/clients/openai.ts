import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: `${process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000'}/v1`,
  apiKey: process.env.TOLLGATE_API_KEY ?? 'any',
});
const answer = await client.chat.completions.create({
  model: 'claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
});
console.log(answer.choices[0]?.message.content);
