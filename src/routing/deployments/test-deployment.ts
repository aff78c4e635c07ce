import type { DeploymentConfig } from '../../config/gateway-config.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { Canceller } from '../../providers/cancellation.js';
import type { Provider } from '../../providers/provider.js';
import type { UsageReading } from '../../translation/chat-completions/response/convert-usage.js';

const TIME_LIMIT_MS = 15_000;
/** Of upstream's words; the rest says no more. */
const LONGEST_MESSAGE = 500;

/** What came of a test call. */
export interface TestResult {
  isOk: boolean;
  /** The HTTP status of upstream, or the one that a caller would get where upstream did not answer. */
  status: number;
  latencyMs: number;
  /** Upstream's name of the model that was asked. */
  model: string;
  errorType: string | null;
  message: string | null;
}

/** How a test call ended: with what upstream counted, or with an error. */
export type TestEnding =
  { usage: UsageReading; latencyMs: number } | { error: GatewayError; latencyMs: number };

/** Asks a deployment for one token. A failure is an ending too. */
export async function testDeployment(
  deployment: DeploymentConfig,
  model: string,
  provider: Provider,
): Promise<TestEnding> {
  const startedAtMs = performance.now();
  const outcome = await callOnce(deployment, model, provider);
  return { ...outcome, latencyMs: Math.round(performance.now() - startedAtMs) };
}

/** What an ending says to who asked for the test. */
export function testResult(ending: TestEnding, model: string, deployment: DeploymentConfig): TestResult {
  const { latencyMs } = ending;
  if ('usage' in ending) {
    return { isOk: true, status: 200, latencyMs, model, errorType: null, message: null };
  }
  const { error } = ending;
  return {
    isOk: false,
    status: error.upstream?.status ?? error.status,
    latencyMs,
    model,
    errorType: error.code ?? error.type,
    message: withoutSecrets(error.message, deployment).slice(0, LONGEST_MESSAGE),
  };
}

async function callOnce(
  deployment: DeploymentConfig,
  model: string,
  provider: Provider,
): Promise<{ usage: UsageReading } | { error: GatewayError }> {
  const { apiBase, apiKey, extraHeaders, addressRules } = deployment;
  try {
    const { usage } = await provider.chat({
      request: { model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1 },
      model,
      dropParams: true,
      callerHeaders: {},
      cancellation: new Canceller(),
      endpoint: {
        origin: apiBase,
        credential: apiKey?.reveal() ?? '',
        extraHeaders: extraHeaders.reveal(),
        timeoutMs: TIME_LIMIT_MS,
        addressRules,
      },
    });
    return { usage };
  } catch (error) {
    if (error instanceof GatewayError) return { error };
    throw error;
  }
}

/** An upstream may say back what it was sent. */
function withoutSecrets(message: string, { apiKey, extraHeaders }: DeploymentConfig): string {
  const secrets = [apiKey?.reveal() ?? '', ...Object.values(extraHeaders.reveal())];
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), message);
}
