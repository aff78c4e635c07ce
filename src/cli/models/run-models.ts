import type { AdminSession } from '../admin-session.js';
import { CommandFailure, EXIT } from '../command-failure.js';
import { readSecret, type SecretFlags } from '../read-secret.js';
import { confirm } from '../terminal/confirm.js';
import { formatSeconds } from '../terminal/format-values.js';
import { printJson } from '../terminal/print-json.js';
import { readLimit } from '../terminal/read-limit.js';
import { type ApiModel, type ApiModelTest, titleOf } from './api-model.js';
import { findModel, pathOf } from './find-model.js';
import { modelSettings, type ModelSettingFlags } from './model-settings.js';
import { modelCard, modelTable } from './model-table.js';

const LISTED = 50;

export interface AddFlags extends ModelSettingFlags, SecretFlags {
  /** `--test`, or `--test NAME` for a wildcard. */
  readonly test?: true | string;
}

export interface ListFlags {
  readonly name?: string;
  readonly provider?: string;
  readonly source?: string;
  readonly health?: string;
  readonly search?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

/** `models list`. */
export async function listModels(
  { client, terminal, isJson }: AdminSession,
  flags: ListFlags,
): Promise<void> {
  const { name, provider, source, health, search } = flags;
  const query = { model_name: name, provider, source, health, search };
  const most = flags.all ? Infinity : (readLimit(flags.limit) ?? LISTED);
  const list = await client.list<ApiModel>({ path: '/admin/models', query }, most);
  if (isJson) return printJson(terminal, list);
  if (list.data.length === 0) {
    return terminal.print('There are no such deployments. Add one: tollgate models add --help');
  }
  terminal.writeOut(modelTable(list.data, terminal));
  if (list.has_more) terminal.print(`There are more than these ${list.data.length}; --all shows every one.`);
}

/** `models show`. */
export async function showModel(
  { client, terminal, isJson }: AdminSession,
  reference: string,
): Promise<void> {
  const model = await findModel(client, reference);
  if (isJson) return printJson(terminal, model);
  terminal.writeOut(modelCard(model, terminal));
}

/** `models add`: with `--test` only after a call through the deployment has succeeded. */
export async function addModel(session: AdminSession, flags: AddFlags): Promise<void> {
  const { client, terminal, isJson } = session;
  const settings = modelSettings(flags);
  const isOfCallers = flags.auth === 'client_oauth';
  const body = {
    ...settings,
    api_key: isOfCallers ? undefined : await readSecret(flags, session.secrets),
  };
  if (flags.test !== undefined) await testBeforeAdding(session, body, flags.test);
  const model = await client.call<ApiModel>({ method: 'POST', path: '/admin/models', body });
  for (const warning of model.warnings ?? []) terminal.print(warning);
  if (isJson) return printJson(terminal, model);
  terminal.print(`${titleOf(model)} is added, with the id ${model.id}.`);
}

/** `models test`: a failed call is exit code 1. */
export async function testModel(
  session: AdminSession,
  reference: string,
  { model }: { model?: string },
): Promise<void> {
  const { client, terminal, isJson } = session;
  const found = await findModel(client, reference);
  const call = { method: 'POST', path: pathOf(found, '/test'), body: { model } } as const;
  const result = await client.call<ApiModelTest>(call);
  if (isJson) printJson(terminal, result);
  assertAnswered(result);
  if (!isJson) terminal.print(describeAnswered(result));
}

/** `models pause` and `models resume`. */
export async function setPaused(
  { client, terminal, isJson }: AdminSession,
  reference: string,
  isPaused: boolean,
): Promise<void> {
  const found = await findModel(client, reference);
  const path = pathOf(found, isPaused ? '/pause' : '/resume');
  const model = await client.call<ApiModel>({ method: 'POST', path });
  if (isJson) return printJson(terminal, model);
  terminal.print(
    isPaused ? `${titleOf(model)} takes no more calls.` : `${titleOf(model)} takes calls again.`,
  );
}

/** `models remove`: asks first where there is somebody to ask. */
export async function removeModel(
  { client, terminal, isJson }: AdminSession,
  reference: string,
  { yes }: { yes?: boolean },
): Promise<void> {
  const found = await findModel(client, reference);
  if (!yes) await confirm(terminal.ask, `Remove ${titleOf(found)} and forget its credential? [y/N] `);
  const model = await client.call<ApiModel>({ method: 'DELETE', path: pathOf(found) });
  if (isJson) return printJson(terminal, model);
  terminal.print(`${titleOf(model)} is removed.`);
}

async function testBeforeAdding(
  { client, terminal }: AdminSession,
  body: object,
  test: true | string,
): Promise<void> {
  const call = {
    method: 'POST',
    path: '/admin/models/test',
    body: { ...body, test_model: test === true ? undefined : test },
  } as const;
  const result = await client.call<ApiModelTest>(call);
  assertAnswered(result, ' Nothing was added.');
  terminal.print(describeAnswered(result));
}

function assertAnswered({ ok, status, error_type, message, model }: ApiModelTest, consequence = ''): void {
  if (ok) return;
  throw new CommandFailure(
    EXIT.failed,
    `${model} did not answer (HTTP ${status}, ${error_type}): ${message}${consequence}`,
  );
}

function describeAnswered({ model, latency_ms }: ApiModelTest): string {
  return `${model} answered in ${formatSeconds(latency_ms)}.`;
}
