import { Inject, Injectable } from '@nestjs/common';

import type { AdminChange } from '../../access/admin-actor.js';
import type { FieldChanges } from '../../access/audit-entry.js';
import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { ConflictError, InternalError, InvalidRequestError } from '../../errors/gateway-error.js';
import { ProviderRegistry } from '../../providers/provider-registry.js';
import { CredentialCipher } from './credential-cipher.js';
import { deploymentEntry, newDeploymentChanges } from './deployment-changes.js';
import { notFound, rowIdOf } from './deployment-not-found.js';
import { openSecrets } from './deployment-secrets.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { draftDeployment, type NewDeployment } from './draft-deployment.js';
import { matchDeployments } from '../candidates/match-deployments.js';
import { RouterService } from '../router.service.js';
import { testDeployment, type TestEnding, type TestResult, testResult } from './test-deployment.js';
import { toDeploymentConfig } from './to-deployment-config.js';
import { UpstreamOrigins } from '../upstream-origins.js';

/** A test call before it is made. */
export interface TestCall {
  requestId: string;
  deployment: DeploymentConfig;
  /** What upstream is asked for. */
  upstreamModel: string;
  /** The deployment is there only for this call. */
  isDraft: boolean;
}

/** Takes in what a test costs. Called before the call; what it gives back, once after it. */
export type TestLedger = (call: TestCall) => Promise<(ending: TestEnding) => Promise<void>>;

/** Asks deployments for one token, to see whether they work. */
@Injectable()
export class DeploymentTestsService {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly repository: DeploymentsRepository,
    private readonly cipher: CredentialCipher,
    private readonly origins: UpstreamOrigins,
    private readonly router: RouterService,
    private readonly registry: ProviderRegistry,
  ) {}

  /**
   * One that answers is no longer held to be ill.
   *
   * @throws InvalidRequestError when it serves many models and none, or another one, is named.
   */
  async test(
    id: string,
    model: string | undefined,
    change: AdminChange,
    ledger: TestLedger,
  ): Promise<TestResult> {
    const { requestId } = change;
    const deployment = await this.callable(id);
    const upstreamModel = upstreamModelOf(deployment, model, 'model');
    const result = await this.call({ requestId, deployment, upstreamModel, isDraft: false }, ledger);
    await this.repository.note(deploymentEntry(change, deployment.id, 'test', testChanges(result)));
    if (result.isOk) this.router.markHealthy(deployment.id);
    return result;
  }

  /** The same for a deployment that is not there yet, and will not be by this. */
  async testNew(
    wanted: NewDeployment,
    model: string | undefined,
    change: AdminChange,
    ledger: TestLedger,
  ): Promise<TestResult> {
    const { actor, requestId } = change;
    const { after, secrets } = draftDeployment(wanted, actor, this.origins);
    const deployment = toDeploymentConfig(after, secrets, this.origins);
    const upstreamModel = upstreamModelOf(deployment, model, 'test_model');
    const result = await this.call({ requestId, deployment, upstreamModel, isDraft: true }, ledger);
    const changes = {
      ...newDeploymentChanges({ settings: after, secrets }),
      ...testChanges(result),
    };
    await this.repository.note(deploymentEntry(change, 'new', 'test', changes));
    return result;
  }

  /** The deployment as it would be called, paused or not. */
  private async callable(id: string): Promise<DeploymentConfig> {
    const ofFile = this.config.deployments.find((deployment) => deployment.id === id);
    if (ofFile !== undefined) return ofFile;
    const stored = (await this.repository.find(rowIdOf(id))) ?? notFound();
    const { secrets, problem } = openSecrets(stored, this.cipher);
    if (secrets !== undefined) return toDeploymentConfig(stored, secrets, this.origins);
    throw new ConflictError({ code: 'credential_unreadable', message: problem });
  }

  private async call(call: TestCall, ledger: TestLedger): Promise<TestResult> {
    const { deployment, upstreamModel } = call;
    const settle = await ledger(call);
    const provider = this.registry.get(deployment.provider);
    const ending = await testDeployment(deployment, upstreamModel, provider).catch(async (cause: unknown) => {
      await settle({ error: new InternalError({ message: 'The test itself failed.' }), latencyMs: 0 });
      throw cause;
    });
    await settle(ending);
    return testResult(ending, upstreamModel, deployment);
  }
}

function testChanges({ isOk, status, model }: TestResult): FieldChanges {
  return {
    tested_model: { from: null, to: model },
    ok: { from: null, to: isOk },
    status: { from: null, to: status },
  };
}

function upstreamModelOf(
  deployment: DeploymentConfig,
  asked: string | undefined,
  param: 'model' | 'test_model',
): string {
  assertHasCredential(deployment);
  if (asked !== undefined) {
    const [match] = matchDeployments(asked, [deployment], new Map());
    if (match !== undefined) return match.upstreamModel;
    throw invalid(param, `"${param}" is no model that "${deployment.modelName}" stands for.`);
  }
  if (!deployment.model.includes('*')) return deployment.model;
  throw invalid(param, `This deployment serves many models: name the one to test as "${param}".`);
}

function assertHasCredential({ auth }: DeploymentConfig): void {
  if (auth !== 'client_oauth') return;
  throw new InvalidRequestError({
    param: 'auth',
    code: 'not_testable',
    message:
      'A client_oauth deployment is called with the login of its callers; there is nothing to test it with.',
  });
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}
