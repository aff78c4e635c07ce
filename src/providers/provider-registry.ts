import { InvalidRequestError } from '../errors/gateway-error.js';
import type { Provider } from './provider.js';

export interface ProviderModel {
  provider: Provider;
  /** The model's name without the provider. */
  model: string;
}

/** Finds providers by name: "claude_code_native/claude-sonnet-4-5" → provider and model. */
export class ProviderRegistry {
  private readonly providers: ReadonlyMap<string, Provider>;

  constructor(providers: readonly Provider[]) {
    this.providers = new Map(providers.map((provider) => [provider.name, provider]));
  }

  /** @throws InvalidRequestError when there is no provider of that name. */
  get(name: string): Provider {
    const provider = this.providers.get(name);
    if (provider !== undefined) return provider;
    const known = [...this.providers.keys()].join(', ');
    throw new InvalidRequestError({
      param: 'model',
      message: `There is no provider "${name}". Known are: ${known}.`,
    });
  }

  /** @throws InvalidRequestError when the name has no provider, or an unknown one. */
  resolve(name: string): ProviderModel {
    const slash = name.indexOf('/');
    if (slash > 0 && slash < name.length - 1) {
      return { provider: this.get(name.slice(0, slash)), model: name.slice(slash + 1) };
    }
    throw new InvalidRequestError({
      param: 'model',
      message: `The model "${name}" names no provider. Write it as "claude_code_native/${name || 'claude-sonnet-4-5'}".`,
    });
  }
}
