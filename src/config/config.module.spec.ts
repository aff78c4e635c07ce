import { ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { ConfigModule } from './config.module.js';
import { GATEWAY_CONFIG } from './gateway-config.js';
import { GATEWAY_SECRET, type GatewaySecret } from './gateway-secret.js';
import { loadConfig } from './load-config.js';

const readNothing = (): never => {
  throw Object.assign(new Error('absent'), { code: 'ENOENT' });
};

describe('the configuration inside the application', () => {
  it('is the very object that was read at start, under its token and under "gateway", with the secret beside it', async () => {
    const env = {
      TOLLGATE_MASTER_KEY: 'a-master-key-of-many-characters',
      TOLLGATE_SECRET: 'a-secret-of-many-characters',
    };
    const config = loadConfig({ flags: {}, env, cwd: '/app', readFile: readNothing });
    const application = await Test.createTestingModule({
      imports: [ConfigModule.forConfig(config)],
    }).compile();

    expect(application.get(GATEWAY_CONFIG)).toBe(config);
    expect(application.get(ConfigService, { strict: false }).get('gateway')).toBe(config);
    expect(application.get<GatewaySecret>(GATEWAY_SECRET).deriveKey('some use')).toHaveLength(32);
    await application.close();
  });
});
