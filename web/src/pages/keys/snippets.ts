/** What a snippet is about. */
interface Call {
  secret: string;
  model: string;
  /** Where the gateway is. */
  origin: string;
}

interface Snippet {
  label: string;
  textOf: (call: Call) => string;
}

const MAX_TOKENS = 1024;

/** Ways to call the gateway, ready to be pasted. */
export const SNIPPETS: readonly Snippet[] = [
  { label: 'curl', textOf: curlText },
  { label: 'OpenAI, TypeScript', textOf: openAiTypeScript },
  { label: 'OpenAI, Python', textOf: openAiPython },
  { label: 'Anthropic, TypeScript', textOf: anthropicTypeScript },
  { label: 'Anthropic, Python', textOf: anthropicPython },
  { label: 'Claude Code', textOf: claudeCode },
];

function curlText({ secret, model, origin }: Call): string {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });
  return lines(
    `curl ${shell(`${origin}/v1/chat/completions`)} \\`,
    `  -H ${shell(`Authorization: Bearer ${secret}`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${shell(body)}`,
  );
}

function openAiTypeScript({ secret, model, origin }: Call): string {
  return lines(
    `import OpenAI from 'openai';`,
    ``,
    `const client = new OpenAI({`,
    `  baseURL: ${quoted(`${origin}/v1`)},`,
    `  apiKey: ${quoted(secret)},`,
    `});`,
    `const completion = await client.chat.completions.create({`,
    `  model: ${quoted(model)},`,
    `  messages: [{ role: 'user', content: 'Hello' }],`,
    `});`,
    `console.log(completion.choices[0]?.message.content);`,
  );
}

function openAiPython({ secret, model, origin }: Call): string {
  return lines(
    `from openai import OpenAI`,
    ``,
    `client = OpenAI(`,
    `    base_url=${quoted(`${origin}/v1`)},`,
    `    api_key=${quoted(secret)},`,
    `)`,
    `completion = client.chat.completions.create(`,
    `    model=${quoted(model)},`,
    `    messages=[{"role": "user", "content": "Hello"}],`,
    `)`,
    `print(completion.choices[0].message.content)`,
  );
}

function anthropicTypeScript({ secret, model, origin }: Call): string {
  return lines(
    `import Anthropic from '@anthropic-ai/sdk';`,
    ``,
    `const client = new Anthropic({`,
    `  baseURL: ${quoted(origin)},`,
    `  apiKey: ${quoted(secret)},`,
    `});`,
    `const message = await client.messages.create({`,
    `  model: ${quoted(model)},`,
    `  max_tokens: ${MAX_TOKENS},`,
    `  messages: [{ role: 'user', content: 'Hello' }],`,
    `});`,
    `console.log(message.content);`,
  );
}

function anthropicPython({ secret, model, origin }: Call): string {
  return lines(
    `from anthropic import Anthropic`,
    ``,
    `client = Anthropic(`,
    `    base_url=${quoted(origin)},`,
    `    api_key=${quoted(secret)},`,
    `)`,
    `message = client.messages.create(`,
    `    model=${quoted(model)},`,
    `    max_tokens=${MAX_TOKENS},`,
    `    messages=[{"role": "user", "content": "Hello"}],`,
    `)`,
    `print(message.content)`,
  );
}

function claudeCode({ secret, model, origin }: Call): string {
  return lines(
    `export ANTHROPIC_BASE_URL=${shell(origin)}`,
    `export ANTHROPIC_AUTH_TOKEN=${shell(secret)}`,
    `export ANTHROPIC_MODEL=${shell(model)}`,
    `claude`,
  );
}

function lines(...text: string[]): string {
  return text.join('\n');
}

/** A word of a shell, whatever is in it. */
function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A string of JavaScript and of Python, whatever is in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
