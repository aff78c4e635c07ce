export type Api = 'messages' | 'chat';
export type Thinking = 'model' | 'off' | 'adaptive' | 'budget';

/** As whom the model is asked: `id` is that of a virtual key, or `master`. */
interface KeyChoice {
  id: string;
  label: string;
}

/** With what the model is asked. */
export interface Settings {
  key: KeyChoice | null;
  api: Api;
  model: string;
  system: string;
  maxTokens: number | undefined;
  temperature: number | undefined;
  thinking: Thinking;
  thinkingBudget: number | undefined;
  /** Empty: nothing is said of it. */
  effort: string;
  /** A JSON list, in the shape of either API. */
  tools: string;
  stream: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  key: null,
  api: 'messages',
  model: '',
  system: '',
  maxTokens: 4096,
  temperature: undefined,
  thinking: 'model',
  thinkingBudget: 2048,
  effort: '',
  tools: '',
  stream: true,
};

export const EXAMPLE_TOOLS = JSON.stringify(
  [
    {
      name: 'get_weather',
      description: 'The weather at a place, now.',
      input_schema: {
        type: 'object',
        properties: { location: { type: 'string', description: 'Such as "Paris"' } },
        required: ['location'],
      },
    },
  ],
  undefined,
  2,
);
