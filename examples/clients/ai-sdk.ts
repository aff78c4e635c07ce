import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';

const tollgate = createOpenAICompatible({
  name: 'tollgate',
  baseURL: `${process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000'}/v1`,
  apiKey: process.env.TOLLGATE_API_KEY ?? 'any',
});
const { text } = await generateText({
  model: tollgate('claude-sonnet-4-6'),
  prompt: 'Say hello in five words.',
});
console.log(text);
