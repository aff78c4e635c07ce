import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { Inject, Injectable } from '@nestjs/common';

import { type AdminActor, MASTER_ACTOR, OPEN_ACTOR } from '../access/admin-actor.js';
import type { AdminRole } from '../access/audience.js';
import { auditRecord } from '../access/audit-entry.js';
import { isFromForeignPage } from '../access/is-from-foreign-page.js';
import { readSessionCookie } from '../access/session-cookie.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { AuthenticationError, PermissionDeniedError } from '../errors/gateway-error.js';
import type { AdminSession } from './admin-session.js';
import { AdminSessionsRepository, type StoredSession } from './admin-sessions.repository.js';
import { KeyDigests } from './key-digests.service.js';

const LONGEST_MS = 12 * 3_600_000;
const LONGEST_IDLE_MS = 3_600_000;
/** A use is written no more often. */
const USE_KEPT_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;
const CSRF_HEADER = 'x-tollgate-csrf-token';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const CREDENTIAL_HEADERS = ['authorization', 'x-api-key', 'x-tollgate-api-key', 'x-litellm-api-key'];

/** A session that has begun, with the token that its browser keeps. */
export interface BegunSession {
  session: AdminSession;
  token: string;
}

/** A request as a session is looked for in it. */
export interface SessionRequest {
  method: string;
  headers: IncomingHttpHeaders;
}

/** Who is signed in to the console. Sessions are looked up at every call: one that was ended is dead everywhere. */
@Injectable()
export class AdminSessionsService {
  private readonly isOpen: boolean;
  private readonly masterDigest: Buffer | null;

  constructor(
    @Inject(GATEWAY_CONFIG) { isOpen, masterKey }: GatewayConfig,
    private readonly repository: AdminSessionsRepository,
    private readonly digests: KeyDigests,
  ) {
    this.isOpen = isOpen;
    this.masterDigest = masterKey === undefined ? null : digests.digestOf(masterKey.reveal());
  }

  /** Whether a request is one of the console: then `verify` says whose. One with a key is not. */
  isAskedFor(headers: IncomingHttpHeaders): boolean {
    return readSessionCookie(headers) !== undefined && !CREDENTIAL_HEADERS.some((name) => name in headers);
  }

  /**
   * Who is signed in, at most 12 hours after the sign-in and an hour after the last use.
   *
   * @throws AuthenticationError code `no_session`; for methods that change something PermissionDeniedError code
   * `foreign_origin` or `csrf_token_invalid`; ServiceUnavailableError when the database is away.
   */
  async verify({ method, headers }: SessionRequest): Promise<AdminSession> {
    const isSafe = SAFE_METHODS.has(method);
    if (!isSafe) assertOwnPage(headers);
    const token = this.isAskedFor(headers) ? readSessionCookie(headers) : undefined;
    const session = token === undefined ? undefined : await this.find(token);
    if (session === undefined) throw noSession();
    if (!isSafe) assertCsrfToken(headers, session);
    return session;
  }

  /** Begins a session of an actor whose key has been looked at. */
  async begin(actor: AdminActor, requestId: string): Promise<BegunSession> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const digest = this.digests.digestOf(token);
    const now = Date.now();
    const createdAt = new Date(now);
    const expiresAt = new Date(Math.min(now + LONGEST_MS, actor.expiresAtMs ?? Infinity));
    const isKey = actor !== MASTER_ACTOR && actor !== OPEN_ACTOR;
    const id = randomUUID();
    await this.repository.insert(
      {
        id,
        digest,
        adminKeyId: isKey ? actor.id : null,
        masterDigest: actor === MASTER_ACTOR ? this.masterDigest : null,
        createdAt,
        expiresAt,
      },
      new Date(now - LONGEST_IDLE_MS),
      entryOf('sign_in', { id, actor }, requestId),
    );
    const session = await this.find(token);
    if (session === undefined) throw noSession();
    return { session, token };
  }

  /** Ends it on all replicas at once. */
  async end(session: AdminSession, requestId: string): Promise<void> {
    await this.repository.delete(session.id, entryOf('sign_out', session, requestId));
  }

  private async find(token: string): Promise<AdminSession | undefined> {
    const stored = await this.repository.findByDigest(this.digests.digestOf(token));
    const now = Date.now();
    if (stored === undefined || !isInTime(stored, now)) return undefined;
    const actor = this.actorOf(stored, now);
    if (actor === undefined) return undefined;
    if (now - stored.lastUsedAt.getTime() >= USE_KEPT_EVERY_MS) {
      await this.repository.keepUse(stored.id, new Date(now));
    }
    const { id, teamName, createdAt, expiresAt } = stored;
    const csrfToken = this.digests.digestOf(`csrf ${token}`).toString('base64url');
    return { id, actor, name: nameOf(stored, actor), teamName, csrfToken, createdAt, expiresAt };
  }

  /** As the key would be now; undefined when it is none any more. */
  private actorOf(stored: StoredSession, nowMs: number): AdminActor | undefined {
    if (stored.adminKeyId !== null) return actorOfKey(stored, nowMs);
    const { masterDigest } = stored;
    if (masterDigest === null) return this.isOpen ? OPEN_ACTOR : undefined;
    return this.masterDigest?.equals(masterDigest) === true ? MASTER_ACTOR : undefined;
  }
}

function isInTime({ expiresAt, lastUsedAt }: StoredSession, nowMs: number): boolean {
  return nowMs < expiresAt.getTime() && nowMs - lastUsedAt.getTime() < LONGEST_IDLE_MS;
}

function actorOfKey(stored: StoredSession, nowMs: number): AdminActor | undefined {
  const { adminKeyId, role, teamId, keyExpiresAt, keyRevokedAt } = stored;
  const expiresAtMs = keyExpiresAt?.getTime();
  if (keyRevokedAt !== null || nowMs >= (expiresAtMs ?? Infinity)) return undefined;
  if (role === 'team_admin' && teamId === null) return undefined;
  return { id: adminKeyId as string, role: role as AdminRole, teamId: teamId ?? undefined, expiresAtMs };
}

function nameOf({ keyName }: StoredSession, actor: AdminActor): string {
  return keyName ?? (actor === MASTER_ACTOR ? 'Master key' : 'Open gateway');
}

/** @throws PermissionDeniedError code `foreign_origin` for what a browser sent on behalf of another page. */
export function assertOwnPage(headers: IncomingHttpHeaders): void {
  if (!isFromForeignPage(headers)) return;
  throw new PermissionDeniedError({
    code: 'foreign_origin',
    message: 'This does not answer to pages of other origins.',
  });
}

function assertCsrfToken(headers: IncomingHttpHeaders, { csrfToken }: AdminSession): void {
  const sent = Buffer.from(String(headers[CSRF_HEADER] ?? ''));
  const expected = Buffer.from(csrfToken);
  if (sent.length === expected.length && timingSafeEqual(sent, expected)) return;
  throw new PermissionDeniedError({
    param: CSRF_HEADER,
    code: 'csrf_token_invalid',
    message: `The header ${CSRF_HEADER} must be the csrf_token of the session.`,
  });
}

function entryOf(verb: string, { id, actor }: Pick<AdminSession, 'id' | 'actor'>, requestId: string) {
  const teamId = actor.teamId ?? null;
  return auditRecord({ actor, requestId }, { objectType: 'session', verb, id, teamId, changes: {} });
}

function noSession(): AuthenticationError {
  return new AuthenticationError({ code: 'no_session', message: 'Nobody is signed in, or no longer.' });
}
