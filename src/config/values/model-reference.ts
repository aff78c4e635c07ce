import type { ProviderName } from '../../providers/provider-defaults.js';
import { PROVIDER_NAMES } from '../../providers/provider-defaults.js';
import { describeValue } from './describe-value.js';
import type { ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

export interface ModelReference {
  readonly provider: ProviderName;
  /** Upstream's name of the model; may hold `*`. */
  readonly model: string;
}

/** `provider/model`, as in `claude_code_native/claude-sonnet-4-5`. */
export const modelReference: ScalarKind<ModelReference> = {
  allowed:
    'claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported)',
  example: 'claude_code_native/claude-sonnet-4-5',
  read(value) {
    if (typeof value !== 'string') return refuse();
    const [, providerText = '', model = ''] = /^([^/]*)\/(.*)$/.exec(value.trim()) ?? [];
    const provider = PROVIDER_NAMES.find((name) => name === providerText);
    if (providerText === '') return refuse(`${describeValue(value)}, which names no provider`);
    if (provider === undefined) return refuse(`of the provider ${describeValue(providerText)}`);
    if (!/^\S+$/.test(model)) return refuse(`${describeValue(value)}, which names no model`);
    return { value: { provider, model } };
  },
};
