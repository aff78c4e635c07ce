import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import type { AdminActor } from '../access/admin-actor.js';
import { InvalidRequestError, NotFoundError, PermissionDeniedError } from '../errors/gateway-error.js';
import { AdminSessionsService, type SessionRequest } from './admin-sessions.service.js';
import { type Caller, KeysService } from './keys.service.js';

const KEY_ID_HEADER = 'x-tollgate-key-id';
const MASTER_KEY_ID = 'master';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Lets those who are signed in to the console make calls as one of the keys that they manage. */
@Injectable()
export class ConsoleCallersService {
  constructor(
    private readonly sessions: AdminSessionsService,
    private readonly keys: KeysService,
  ) {}

  /** Whether a request to the LLM API is one of the console: it names the key instead of carrying it. */
  isAskedFor(headers: IncomingHttpHeaders): boolean {
    return KEY_ID_HEADER in headers && this.sessions.isAskedFor(headers);
  }

  /**
   * The key as which the call is made, with its limits, its budget and its records.
   *
   * @throws what `AdminSessionsService.verify` and `KeysService.identify` throw; PermissionDeniedError code
   * `role_not_allowed`; NotFoundError code `key_not_found`.
   */
  async identify(request: SessionRequest): Promise<Caller> {
    const { actor } = await this.sessions.verify(request);
    if (actor.role === 'viewer') throw notAllowed('A viewer makes no calls.');
    const keyId = String(request.headers[KEY_ID_HEADER]);
    if (keyId === MASTER_KEY_ID) return this.masterFor(actor);
    if (!UUID.test(keyId)) {
      throw new InvalidRequestError({
        param: KEY_ID_HEADER,
        message: `The header ${KEY_ID_HEADER} must be the id of a virtual key, or "${MASTER_KEY_ID}".`,
      });
    }
    return this.keyFor(actor, keyId.toLowerCase());
  }

  private masterFor({ id, role }: AdminActor): Caller {
    if (role !== 'owner') throw notAllowed('Only an owner makes calls as the master key.');
    return { kind: id === 'open' ? 'anonymous' : 'master' };
  }

  private async keyFor({ role, teamId }: AdminActor, keyId: string): Promise<Caller> {
    const caller = await this.keys.callerOfKey(keyId);
    const keysTeamId = caller?.kind === 'virtual_key' ? caller.grant.teamId : undefined;
    if (role === 'team_admin' && (keysTeamId === undefined || keysTeamId !== teamId)) {
      throw notAllowed('A team admin makes calls with the keys of its own team.');
    }
    if (caller === undefined) {
      throw new NotFoundError({ code: 'key_not_found', message: 'There is no key with this id.' });
    }
    return caller;
  }
}

function notAllowed(message: string): PermissionDeniedError {
  return new PermissionDeniedError({ code: 'role_not_allowed', message });
}
