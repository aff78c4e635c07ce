import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const MASTER_KEY = 'sk-bench-master-key';
export const GATEWAY_PROGRAM = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const GATEWAY_CONFIG = `model_list:
  - model_name: "claude-*"
    litellm_params:
      model: anthropic/*
      api_key: os.environ/ANTHROPIC_API_KEY
`;

/**
 * Command and environment of a gateway with everything on. Nothing of the caller's environment or `.env` reaches it:
 * every run measures the same set-up.
 * @param {number} port
 * @param {string} upstream an origin
 * @param {string} directory a folder for its configuration and data
 * @returns {{ command: string[], environment: Record<string, string> }}
 */
export function describeGateway(port, upstream, directory) {
  const configFile = join(directory, 'config.yaml');
  writeFileSync(configFile, GATEWAY_CONFIG);
  return {
    command: ['--max-semi-space-size=32', GATEWAY_PROGRAM, '--port', String(port), '--config', configFile],
    environment: {
      ANTHROPIC_API_KEY: 'sk-ant-bench',
      ANTHROPIC_API_BASE: upstream,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
      TOLLGATE_DATA_DIR: join(directory, 'data'),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    },
  };
}

/**
 * A key as a team would give it out: held to models, to a budget and to limits, none of which the bench reaches.
 * @param {number} port of a gateway
 * @returns {Promise<string>}
 */
export async function makeVirtualKey(port) {
  const response = await fetch(`http://127.0.0.1:${port}/admin/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: `bench-${port}-${Date.now()}`,
      models: ['claude-*'],
      max_budget: 1_000_000,
      budget_duration: '30d',
      rpm_limit: 100_000_000,
      tpm_limit: 1_000_000_000,
      max_parallel_requests: 100_000,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The gateway gave out no key: ${JSON.stringify(answer)}`);
  return answer.key;
}
