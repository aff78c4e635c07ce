import { Module, type OnApplicationShutdown } from '@nestjs/common';

import { AnthropicClient } from './anthropic/anthropic-client.js';
import { anthropicDialect } from './anthropic/anthropic-dialect.js';
import { AnthropicProvider } from './anthropic/anthropic.provider.js';
import { ClaudeCodeNativeProvider } from './claude-code-native/claude-code-native.provider.js';
import { ProviderRegistry } from './provider-registry.js';

/** Adding a provider is adding it here: once as a class, once to the registry. */
@Module({
  providers: [
    { provide: AnthropicClient, useFactory: () => new AnthropicClient() },
    {
      provide: AnthropicProvider,
      useFactory: (client: AnthropicClient) => new AnthropicProvider(anthropicDialect, client),
      inject: [AnthropicClient],
    },
    {
      provide: ClaudeCodeNativeProvider,
      useFactory: (client: AnthropicClient) => new ClaudeCodeNativeProvider(client),
      inject: [AnthropicClient],
    },
    {
      provide: ProviderRegistry,
      useFactory: (...providers: [ClaudeCodeNativeProvider, AnthropicProvider]) =>
        new ProviderRegistry(providers),
      inject: [ClaudeCodeNativeProvider, AnthropicProvider],
    },
  ],
  exports: [ProviderRegistry],
})
export class ProvidersModule implements OnApplicationShutdown {
  constructor(private readonly client: AnthropicClient) {}

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }
}
