import { resolve } from 'node:path';
import type { ConfigSources } from '../config-sources.js';
import { describeReadFailure } from '../read-text-file.js';
import { parseConfigText } from '../yaml/parse-config-text.js';
import type { ConfigNode, MapNode } from '../yaml/config-node.js';
import { GENERAL_ROWS, LITELLM_ROWS, ROOT_ROWS, ROUTER_ROWS } from './config-rows.js';
import type { Located, ReadContext } from './read-context.js';
import type { Section } from './read-section.js';
import { readSection } from './read-section.js';

export interface FileSettings {
  /** Absent: the deployments come from the environment. */
  readonly modelList?: Located<ConfigNode>;
  readonly router: Section<typeof ROUTER_ROWS>;
  readonly litellm: Section<typeof LITELLM_ROWS>;
  readonly general: Section<typeof GENERAL_ROWS>;
}

const NO_SETTINGS: FileSettings = { router: {}, litellm: {}, general: {} };

/** Reads the sections of the file that `--config` names; without one there are no settings. */
export function readConfigFile(sources: ConfigSources, context: ReadContext): FileSettings {
  const root = readRoot(sources, context);
  if (root === undefined) return NO_SETTINGS;
  const sections = readSection(root, ROOT_ROWS, context);
  return {
    modelList: sections.model_list,
    router: readSection(sections.router_settings?.node, ROUTER_ROWS, context),
    litellm: readSection(sections.litellm_settings?.node, LITELLM_ROWS, context),
    general: readSection(sections.general_settings?.node, GENERAL_ROWS, context),
  };
}

function readRoot({ flags, cwd, readFile }: ConfigSources, { problems }: ReadContext): MapNode | undefined {
  if (flags.config === undefined) return undefined;
  const path = resolve(cwd, flags.config);
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    problems.error(`${flags.config}: ${describeReadFailure(error)} --config names it, which is ${path}.`);
    return undefined;
  }
  return parseConfigText({ fileName: flags.config, text }, problems);
}
