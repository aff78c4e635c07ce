import pino from 'pino';

import { loadConfig } from '../../config/load-config.js';
import { maskLines } from '../logger.js';
import { SecretMask } from './secret-mask.js';
import { secretsOfConfig } from './secrets-of-config.js';

const KNOWN = 'planted/Secret+value"7';
const base64Of = (text: string) => Buffer.from(text).toString('base64');

describe('a secret that is known', () => {
  const mask = new SecretMask([KNOWN]);

  it.each([
    ['as it is', `failed for ${KNOWN}: no`],
    ['within JSON', JSON.stringify({ at: [KNOWN] })],
    ['in a URL', `GET /?key=${encodeURIComponent(KNOWN)}&x=1`],
    ['in hexadecimal', `bytes ${Buffer.from(KNOWN).toString('hex')}`],
    ['in capital hexadecimal', `bytes ${Buffer.from(KNOWN).toString('hex').toUpperCase()}`],
    ['in base64', `Basic ${base64Of(KNOWN)}`],
    ['in base64, behind one byte', `Basic ${base64Of(`:${KNOWN}`)}`],
    ['in base64, behind a name', `Basic ${base64Of(`user:${KNOWN}`)} end`],
    ['in base64url', `token ${Buffer.from(`ab${KNOWN}`).toString('base64url')}`],
  ])('is taken out of a line %s', (_where, line) => {
    const masked = mask.apply(line);
    expect(masked).toContain('[redacted]');
    for (const form of [KNOWN, encodeURIComponent(KNOWN), Buffer.from(KNOWN).toString('hex')]) {
      expect(masked.toLowerCase()).not.toContain(form.toLowerCase());
    }
    // All but the first and last characters of base64, which a neighbour's bytes are part of.
    for (const padding of ['', 'a', 'aa']) {
      expect(masked).not.toContain(base64Of(padding + KNOWN).slice(4, -4));
    }
  });

  it('may be learnt later, and may begin with another', () => {
    const learning = new SecretMask(['first-secret']);
    learning.learn(['first-secret-and-more']);
    expect(learning.apply('first-secret-and-more, first-secret')).toBe('[redacted], [redacted]');
  });

  it('is left alone when it is so short that it is in other words', () => {
    expect(new SecretMask(['test', '']).apply('the latest test')).toBe('the latest test');
    // Base64 of eight bytes behind another has four characters that are sure.
    const sure = base64Of('?8 bytes.').slice(4, -4);
    expect(new SecretMask(['8 bytes.']).apply(sure)).toBe(sure);
  });
});

describe('what looks like a credential', () => {
  const mask = new SecretMask();

  it.each([
    ['key sk-ant-api03-abc_DEF-123 is bad', 'key [redacted] is bad'],
    ['sk-0123456789abcdef', '[redacted]'],
    ['"authorization":"Bearer eyJhbGciOi.payload.sig"', '"authorization":"Bearer [redacted]"'],
    ['postgresql://me:pa:ss@db:5432/x is away', 'postgresql://[redacted]@db:5432/x is away'],
    ['redis://:hunter2hunter@cache:6379', 'redis://[redacted]@cache:6379'],
  ])('is taken out: %s', (line, masked) => {
    expect(mask.apply(line)).toBe(masked);
  });

  it.each([
    'task-management-service and risk-assessment',
    'Send it as "Authorization: Bearer KEY".',
    'http://127.0.0.1:4000/v1/messages?to=me@example.com',
    'postgresql://db:5432/tollgate',
    'sk-…cdef',
  ])('is not seen in: %s', (line) => {
    expect(mask.apply(line)).toBe(line);
  });

  it('takes no longer for a hostile line', () => {
    const line = `${'sk-'.repeat(20_000)}${'a://'.repeat(20_000)}${'Bearer '.repeat(20_000)}`;
    const startedAt = performance.now();
    mask.apply(line);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('the log', () => {
  it('has no secret in a field, a message, an error’s words, its cause or its stack', () => {
    const lines: string[] = [];
    const secret = 'planted-master-key';
    const stream = maskLines({ write: (line) => lines.push(line) }, new SecretMask([secret]));
    const logger = pino({ level: 'trace' }, stream);
    const error = new Error(`refused ${secret}`, { cause: new TypeError(`header ${secret}`) });
    logger.trace({ err: error, [secret]: secret, deep: { list: [{ secret }] } }, `at ${secret}`);
    logger.child({ secret }).fatal(`Bearer ${secret}`);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(secret);
    const line = JSON.parse(lines[0] as string) as { err: { message: string; stack: string }; msg: string };
    expect(line.msg).toBe('at [redacted]');
    expect(line.err.message).toContain('refused [redacted]');
    expect(line.err.stack).toContain('header [redacted]');
  });
});

describe('the secrets of a configuration', () => {
  it('are all that a value is given for', () => {
    const yaml = `
model_list:
  - model_name: one
    litellm_params:
      model: anthropic/claude-sonnet-4-6
      api_key: planted-upstream
      extra_headers: { x-proxy-token: planted-header, x-tenant: not-a-secret }
`;
    const config = loadConfig({
      flags: { config: 'config.yaml' },
      env: {
        TOLLGATE_MASTER_KEY: 'planted-master-key',
        TOLLGATE_SECRET: 'planted-sealing-secret',
        TOLLGATE_SECRET_PREVIOUS: 'planted-former-secret',
        DATABASE_URL: 'postgresql://me:planted%2Fdatabase@db/x',
        REDIS_URL: 'redis://:planted-redis@cache:6379',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 'x-vendor=planted-vendor',
      },
      cwd: '/nonexistent',
      readFile: (path) => {
        if (path.endsWith('config.yaml')) return yaml;
        throw Object.assign(new Error('none'), { code: 'ENOENT' });
      },
    });
    const secrets = [
      ...['planted-master-key', 'planted-sealing-secret', 'planted-former-secret', 'planted%2Fdatabase'],
      ...['planted/database', 'planted-redis', 'planted-vendor', 'planted-upstream', 'planted-header'],
    ];
    expect(new Set(secretsOfConfig(config))).toEqual(new Set(secrets));
  });
});
