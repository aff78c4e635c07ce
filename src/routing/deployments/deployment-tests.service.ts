import { Inject, Injectable } from '@nestjs/common';

import type { AdminChange } from '../../access/admin-actor.js';
import type { FieldChanges } from '../../access/audit-entry.js';
import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { ConflictError, InvalidRequestError } from '../../errors/gateway-error.js';
import { ProviderRegistry } from '../../providers/provider-registry.js';
import { CredentialCipher } from './credential-cipher.js';
import { deploymentEntry, newDeploymentChanges } from './deployment-changes.js';
import { notFound, rowIdOf } from './deployment-not-found.js';
import { openSecrets } from './deployment-secrets.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { draftDeployment, type NewDeployment } from './draft-deployment.js';
import { matchDeployments } from '../candidates/match-deployments.js';
import { RouterService } from '../router.service.js';
import { testDeployment, type TestResult } from './test-deployment.js';
import { toDeploymentConfig } from './to-deployment-config.js';
import { UpstreamOrigins } from '../upstream-origins.js';

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
  async test(id: string, model: string | undefined, change: AdminChange): Promise<TestResult> {
    const deployment = await this.callable(id);
    const result = await this.call(deployment, model, 'model');
    await this.repository.note(deploymentEntry(change, deployment.id, 'test', testChanges(result)));
    if (result.isOk) this.router.markHealthy(deployment.id);
    return result;
  }

  /** The same for a deployment that is not there yet, and will not be by this. */
  async testNew(wanted: NewDeployment, model: string | undefined, change: AdminChange): Promise<TestResult> {
    const { after, secrets } = draftDeployment(wanted, change.actor, this.origins);
    const result = await this.call(toDeploymentConfig(after, secrets, this.origins), model, 'test_model');
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

  private call(
    deployment: DeploymentConfig,
    model: string | undefined,
    param: 'model' | 'test_model',
  ): Promise<TestResult> {
    assertHasCredential(deployment);
    const upstreamModel = upstreamModelOf(deployment, model, param);
    return testDeployment(deployment, upstreamModel, this.registry.get(deployment.provider));
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
