import type { DeploymentConfig } from '../../config/gateway-config.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { Canceller } from '../../providers/cancellation.js';
import type { Provider } from '../../providers/provider.js';

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

/** Asks a deployment for one token. A failure is a result too. */
export async function testDeployment(
  deployment: DeploymentConfig,
  model: string,
  provider: Provider,
): Promise<TestResult> {
  const startedAtMs = performance.now();
  const failure = await callOnce(deployment, model, provider);
  const latencyMs = Math.round(performance.now() - startedAtMs);
  if (failure === undefined) {
    return { isOk: true, status: 200, latencyMs, model, errorType: null, message: null };
  }
  return {
    isOk: false,
    status: failure.upstream?.status ?? failure.status,
    latencyMs,
    model,
    errorType: failure.code ?? failure.type,
    message: withoutSecrets(failure.message, deployment).slice(0, LONGEST_MESSAGE),
  };
}

async function callOnce(
  deployment: DeploymentConfig,
  model: string,
  provider: Provider,
): Promise<GatewayError | undefined> {
  const { apiBase, apiKey, extraHeaders, addressRules } = deployment;
  try {
    await provider.chat({
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
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
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
