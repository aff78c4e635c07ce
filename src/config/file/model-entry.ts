import type { UpstreamDefaults } from '../upstream-defaults.js';
import type { ModelReference } from '../values/model-reference.js';
import type { ConfigNode } from '../yaml/config-node.js';
import type { MODEL_INFO_ROWS, PARAMS_ROWS } from './config-rows.js';
import type { ReadContext } from './read-context.js';
import type { Section } from './read-section.js';

export interface ModelListContext extends ReadContext {
  readonly upstreams: Readonly<Record<ModelReference['provider'], UpstreamDefaults>>;
}

/** What the entry of a list says, once what it must say is there. */
export interface ModelEntry {
  readonly node: ConfigNode;
  readonly modelName: string;
  readonly reference: ModelReference;
  readonly params: Section<typeof PARAMS_ROWS>;
  readonly info: Section<typeof MODEL_INFO_ROWS>;
}
