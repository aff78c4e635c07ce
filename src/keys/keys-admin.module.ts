import { Module } from '@nestjs/common';

import { AdminKeysRepository } from './admin-keys.repository.js';
import { AdminKeysService } from './admin-keys.service.js';
import { KeysAdminService } from './keys-admin.service.js';
import { KeysModule } from './keys.module.js';
import { KeysRepository } from './keys.repository.js';
import { ListIdsRepository } from './list-ids.repository.js';
import { SignInService } from './sign-in.service.js';
import { TeamsAdminService } from './teams-admin.service.js';
import { TeamsRepository } from './teams.repository.js';
import { UsersAdminService } from './users-admin.service.js';
import { UsersRepository } from './users.repository.js';

/** Managing keys, teams, users and admin keys; the request path needs none of it. */
@Module({
  imports: [KeysModule],
  providers: [
    ListIdsRepository,
    KeysRepository,
    TeamsRepository,
    UsersRepository,
    AdminKeysRepository,
    KeysAdminService,
    TeamsAdminService,
    UsersAdminService,
    AdminKeysService,
    SignInService,
  ],
  exports: [
    KeysModule,
    KeysAdminService,
    TeamsAdminService,
    UsersAdminService,
    AdminKeysService,
    SignInService,
  ],
})
export class KeysAdminModule {}
