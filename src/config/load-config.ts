import { resolve } from 'node:path';
import type { ConfigSources } from './config-sources.js';
import type { EnvironmentDeployments } from './environment-deployments.js';
import { deployEveryClaude, deployOneModel } from './environment-deployments.js';
import type { ReadContext } from './file/read-context.js';
import type { FileSettings } from './file/read-config-file.js';
import { readConfigFile } from './file/read-config-file.js';
import { readModelList } from './file/read-model-list.js';
import type { GatewayConfig } from './gateway-config.js';
import { nameDeployments } from './name-deployments.js';
import { ProblemList } from './problem-list.js';
import { readEnvironment } from './read-environment.js';
import { readNamedValue } from './read-variable.js';
import { readRoutingSettings } from './routing-settings.js';
import {
  readServerSettings,
  refuseOpenOnPublicHost,
  refuseWorkersThatShareNothing,
} from './server-settings.js';
import { readTelemetrySettings } from './telemetry-settings.js';
import { readUpstreamDefaults } from './upstream-defaults.js';
import { warnWithoutEffect } from './warn-without-effect.js';
import { modelReference } from './values/model-reference.js';

type Upstreams = ReturnType<typeof readUpstreamDefaults>;

const DEFAULT_REQUEST_TIMEOUT_MS = 600_000;

/**
 * Reads the whole configuration: flags over the environment over `.env` over the config file over defaults.
 * Throws a ConfigError that lists everything that is wrong, one line each; no line ever holds a secret.
 */
export function loadConfig(sources: ConfigSources): GatewayConfig {
  const problems = new ProblemList();
  const environment = readEnvironment(sources, problems);
  const context = { environment, problems };
  const file = readConfigFile(sources, context);
  warnWithoutEffect(file, problems);
  const serverSources = { ...sources, environment, general: file.general };
  const server = readServerSettings(serverSources, problems);
  const telemetry = readTelemetrySettings(environment, problems);
  const upstreams = readUpstreamDefaults(environment, problems);
  const served = chooseDeployments({ sources, file, upstreams }, context);
  const deployments = nameDeployments(served.drafts, problems);
  problems.throwIfAny();

  // These judge names and hosts by what was read above, and would blame the wrong line had that gone wrong.
  const routing = readRoutingSettings({ file, deployments, aliases: served.aliases }, problems);
  refuseOpenOnPublicHost({ settings: server, sources: serverSources }, problems);
  refuseWorkersThatShareNothing(server, problems);
  problems.throwIfAny();
  return {
    ...server,
    configFile: sources.flags.config && resolve(sources.cwd, sources.flags.config),
    deployments,
    missingCredential: served.missingCredential,
    providerBases: {
      claude_code_native: upstreams.claude_code_native.apiBase,
      anthropic: upstreams.anthropic.apiBase,
    },
    privateUpstreams: file.general.allow_private_upstreams?.value ?? false,
    routing,
    dropParams: file.litellm.drop_params?.value ?? false,
    requestTimeoutMs:
      (file.router.timeout ?? file.litellm.request_timeout)?.value ?? DEFAULT_REQUEST_TIMEOUT_MS,
    telemetry,
    warnings: problems.warnings,
  };
}

/** The file's `model_list`, or else what `--model` names, or else what the environment has a key for. */
function chooseDeployments(
  { sources, file, upstreams }: { sources: ConfigSources; file: FileSettings; upstreams: Upstreams },
  context: ReadContext,
): EnvironmentDeployments {
  const { problems } = context;
  const reference = readNamedValue(
    { name: '--model', written: sources.flags.model, kind: modelReference },
    problems,
  );
  if (sources.flags.model !== undefined && sources.flags.config !== undefined) {
    problems.error('--model and --config cannot be used together; leave one out.');
  }
  if (file.modelList !== undefined) {
    return { drafts: readModelList(file.modelList.value, { ...context, upstreams }), aliases: new Map() };
  }
  return reference === undefined ? deployEveryClaude(upstreams) : deployOneModel(reference, upstreams);
}
