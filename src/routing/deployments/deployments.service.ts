import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { LOGGER, type Logger } from '../../observability/logger.js';
import { SecretMask } from '../../observability/redaction/secret-mask.js';
import { secretsOfDeployment } from '../../observability/redaction/secrets-of-config.js';
import { CredentialCipher } from './credential-cipher.js';
import { openSecrets } from './deployment-secrets.js';
import { DeploymentsRepository } from './deployments.repository.js';
import type { StoredDeployment } from './managed-deployment.js';
import { RouterService } from '../router.service.js';
import { toDeploymentConfig } from './to-deployment-config.js';
import { UpstreamOrigins } from '../upstream-origins.js';

/** How soon what another gateway changes holds here too. */
const LOOK_EVERY_MS = 1000;

/**
 * Gives routing the deployments of the database after those of the file: at the start, after each change, and when
 * another gateway on the same server has changed them. While the database is away, the last known ones serve.
 */
@Injectable()
export class DeploymentsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly isShared: boolean;
  private readonly closing = new AbortController();
  private readonly reportedUnreadable = new Set<string>();
  /** One load at a time, so that none puts an older list in the place of a newer one. */
  private loads: Promise<void> = Promise.resolve();
  /** Of the rows that serve now; undefined: they are to be loaded. */
  private loadedVersion: string | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly repository: DeploymentsRepository,
    private readonly cipher: CredentialCipher,
    private readonly origins: UpstreamOrigins,
    private readonly router: RouterService,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly mask: SecretMask,
  ) {
    this.isShared = config.database.kind === 'server';
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.repository.isConfigured) return;
    if (this.repository.isAvailable) await this.reload();
    void this.watch();
  }

  async onModuleDestroy(): Promise<void> {
    this.closing.abort();
    await this.loads;
  }

  /** Resolves when routing goes by what the database holds now, or by what it held before if that cannot be read. */
  reload(): Promise<void> {
    this.loads = this.loads.then(() => this.load());
    return this.loads;
  }

  private async load(): Promise<void> {
    try {
      // Asked before the rows: what changes in between is seen once more.
      const version = await this.repository.version();
      const stored = await this.repository.all();
      this.router.replaceDeployments([...this.config.deployments, ...this.usable(stored)]);
      this.loadedVersion = version;
    } catch (error) {
      this.loadedVersion = undefined;
      this.logger.warn({ err: error }, 'The deployments of the database could not be loaded.');
    }
  }

  /** Never rejects; ends with the gateway. */
  private async watch(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.repository.whenAvailable();
      if (await this.isOutdated()) await this.reload();
      await wait(LOOK_EVERY_MS, undefined, { ref: false, signal }).catch(() => {});
    }
  }

  private async isOutdated(): Promise<boolean> {
    if (this.loadedVersion === undefined) return true;
    if (!this.isShared) return false;
    try {
      return (await this.repository.version()) !== this.loadedVersion;
    } catch {
      // The database has gone, which its own lines of the log say.
      return false;
    }
  }

  /** In the order in which they were added, as a file would list them. */
  private usable(stored: readonly StoredDeployment[]): DeploymentConfig[] {
    const idsOfFile = new Set(this.config.deployments.map(({ id }) => id));
    return stored
      .filter(({ id, isPaused }) => !isPaused && !idsOfFile.has(id))
      .flatMap((deployment) => this.open(deployment) ?? [])
      .reverse();
  }

  /** One that cannot be opened is left out, and told of once. */
  private open(stored: StoredDeployment): DeploymentConfig | undefined {
    const { id, modelName } = stored;
    const { secrets, problem } = openSecrets(stored, this.cipher);
    if (secrets !== undefined) {
      this.reportedUnreadable.delete(id);
      const deployment = toDeploymentConfig(stored, secrets, this.origins);
      this.mask.learn(secretsOfDeployment(deployment));
      return deployment;
    }
    if (!this.reportedUnreadable.has(id)) {
      this.logger.error({ deployment: id, model: modelName }, `A deployment is left out. ${problem}`);
      this.reportedUnreadable.add(id);
    }
    return undefined;
  }
}
