import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: './test/node-environment.mjs',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/web/src'],
  testRegex: '(\\.spec|\\.e2e-spec)\\.ts$',
  testPathIgnorePatterns: [
    '/node_modules/',
    // Needs a client that is no package of this project: `npm run test:claude-code` installs it and names it here.
    ...(process.env.TEST_CLAUDE_CODE ? [] : ['/test/claude-code/']),
    // Minutes in a browser: `npm run test:console` has them too.
    ...(process.env.TEST_CONSOLE
      ? []
      : ['/test/console/(key-views|models|overview|playground|settings|teams-and-users|usage)']),
  ],
  moduleFileExtensions: ['js', 'mjs', 'json', 'ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^tollgate$': '<rootDir>/src/index.ts' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Much of what the suites do is waiting: one process more than there are cores.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 60_000,
};
