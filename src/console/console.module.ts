import { Module } from '@nestjs/common';
import { fileURLToPath } from 'node:url';

import { ConsoleFiles } from './console-files.js';
import { ConsoleController } from './console.controller.js';

/** The same from sources and from a build. */
const BUILT_CONSOLE = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Serves the console, which `web/` is the source of. */
@Module({
  controllers: [ConsoleController],
  providers: [{ provide: ConsoleFiles, useFactory: () => new ConsoleFiles(BUILT_CONSOLE) }],
})
export class ConsoleModule {}
