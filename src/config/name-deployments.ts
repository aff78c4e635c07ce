import { createHash } from 'node:crypto';
import type { Located } from './file/read-context.js';
import type { DeploymentConfig } from './gateway-config.js';
import type { ProblemList } from './problem-list.js';

const GIVEN_ID = /^[\x21-\x7e]{1,128}$/;

/** A deployment without its id, and what the id is made from beside its settings. */
export interface DeploymentDraft {
  readonly settings: Omit<DeploymentConfig, 'id'>;
  /** The variable that the credential came from, or another word for where; never the credential. */
  readonly credentialOrigin: string;
  readonly givenId?: Located<string>;
}

/** Gives every deployment an id of its own: the given one, or a digest of what it serves, where and as whom. */
export function nameDeployments(
  drafts: readonly DeploymentDraft[],
  problems: ProblemList,
): DeploymentConfig[] {
  const taken = new Set<string>();
  for (const { givenId } of drafts) {
    if (givenId !== undefined) takeGivenId(givenId, taken, problems);
  }
  return drafts.map((draft) => ({
    id: draft.givenId?.value ?? takeFreeId(digestOf(draft), taken),
    ...draft.settings,
  }));
}

function takeGivenId({ value, node }: Located<string>, taken: Set<string>, problems: ProblemList): void {
  if (!GIVEN_ID.test(value)) {
    problems.error(
      `${node.location}: ${node.path} is too long or has a space or non-ASCII character in it; it goes into a header, so use up to 128 printable ASCII characters.`,
    );
  }
  if (taken.has(value)) {
    problems.error(`${node.location}: ${node.path} is the id of another deployment too; give each its own.`);
  }
  taken.add(value);
}

/** Two deployments that differ in nothing but an inlined credential are told apart by their order. */
function takeFreeId(digest: string, taken: Set<string>): string {
  let id = digest;
  for (let copy = 2; taken.has(id); copy++) id = `${digest}-${copy}`;
  taken.add(id);
  return id;
}

/** Limits and weights stay out, so that a deployment keeps its id, and its history, when they are tuned. */
function digestOf({ settings, credentialOrigin }: DeploymentDraft): string {
  const { modelName, provider, model, apiBase, auth } = settings;
  const identity = JSON.stringify([modelName, provider, model, apiBase, auth, credentialOrigin]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 12);
}
