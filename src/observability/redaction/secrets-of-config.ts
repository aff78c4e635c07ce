import type { DeploymentConfig, GatewayConfig } from '../../config/gateway-config.js';
import type { Secret } from '../../config/secret.js';

/** Headers whose values are credentials. */
const SECRET_HEADER = /auth|key|token|secret|cookie|password/i;

type Headers = Secret<Readonly<Record<string, string>>>;

/** Every secret that the operator has configured. */
export function secretsOfConfig(config: GatewayConfig): string[] {
  const { masterKey, sealingSecret, formerSealingSecret, database, redisUrl, telemetry } = config;
  return [
    revealed(masterKey),
    revealed(sealingSecret),
    revealed(formerSealingSecret),
    database.kind === 'server' ? passwordsIn(database.url) : [],
    passwordsIn(redisUrl),
    headerSecrets(telemetry?.traces?.headers, /./),
    headerSecrets(telemetry?.metrics?.headers, /./),
    config.deployments.flatMap(secretsOfDeployment),
  ].flat();
}

/** What a deployment signs its calls with. */
export function secretsOfDeployment({ apiKey, extraHeaders }: DeploymentConfig): string[] {
  return [...revealed(apiKey), ...headerSecrets(extraHeaders, SECRET_HEADER)];
}

function revealed(secret: Secret | undefined): string[] {
  return secret === undefined ? [] : [secret.reveal()];
}

/** As it is written in the URL, and as it is meant. */
function passwordsIn(url: Secret | undefined): string[] {
  if (url === undefined || !URL.canParse(url.reveal())) return [];
  const { password } = new URL(url.reveal());
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function headerSecrets(headers: Headers | undefined, names: RegExp): string[] {
  return Object.entries(headers?.reveal() ?? {})
    .filter(([name]) => names.test(name))
    .map(([, value]) => value);
}
