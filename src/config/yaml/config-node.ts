interface NodeBase {
  /** Where the value stands among the others, such as `model_list[0].litellm_params.rpm`. */
  readonly path: string;
  /** Where it stands in the text, such as `config.yaml:12:7`. */
  readonly location: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
}

export interface MapEntry {
  readonly key: string;
  readonly keyLocation: string;
  readonly node: ConfigNode;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** A value of the config file that knows where it was written; aliases and merges are already followed. */
export type ConfigNode = ScalarNode | ListNode | MapNode;

/** A key with nothing after it. */
export function isEmptyNode(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
