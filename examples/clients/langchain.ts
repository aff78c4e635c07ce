import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({
  model: 'claude-sonnet-4-6',
  apiKey: process.env.TOLLGATE_API_KEY ?? 'any',
  configuration: { baseURL: `${process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000'}/v1` },
});
const answer = await model.invoke('Say hello in five words.');
console.log(answer.text);
