// Who may import whom. A rule's name says what it protects; its comment says what to do instead.
const PURE = '^src/(errors|translation|pricing)/';
const NEST_FILE =
  '[.](module|controller|service|guard|interceptor|filter|pipe|decorator|dto|repository)[.]ts$|^src/(main|app[.]module)[.]ts$';
const SPEC = '[.](spec|fixture)[.]ts$';
const packages = (names) => `node_modules/(${names})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Move the shared part one layer down.', {}, { circular: true }),
    rule(
      'pure-core-imports-only-pure-core',
      'Plain functions: pass the value in instead of importing its source.',
      { path: PURE, pathNot: SPEC },
      { path: '^src/', pathNot: PURE },
    ),
    rule(
      'pure-core-touches-nothing-outside',
      'No network, files, processes or clock tricks in the pure core.',
      { path: PURE, pathNot: SPEC },
      { path: '^(node:)?(fs|net|http|https|child_process|worker_threads|os)(/|$)' },
    ),
    rule(
      'providers-know-no-gateway',
      'A provider sees a request and a call; keys, routing and usage stay above it.',
      { path: '^src/providers/' },
      { path: '^src/', pathNot: ['^src/providers/', PURE] },
    ),
    rule(
      'library-is-framework-free',
      'completion() works without Nest, Prisma or Redis.',
      { path: '^src/(index|completion)[.]ts$' },
      {
        reachable: true,
        path: packages(
          '@nestjs|@prisma|rxjs|fastify|ioredis|class-validator|pino|prom-client|@opentelemetry',
        ),
      },
    ),
    rule(
      'nest-only-in-nest-files',
      'Plain logic goes in a plain file; wire it from a .service.ts or .module.ts.',
      { path: '^src/', pathNot: [NEST_FILE, SPEC] },
      { path: packages('@nestjs|rxjs|class-validator|class-transformer') },
    ),
    rule(
      'middle-layer-knows-no-feature',
      'config, database, observability and access serve everybody above and know nobody there.',
      { path: '^src/(config|database|observability|access)/', pathNot: SPEC },
      {
        path: '^src/(keys|usage|routing|gateway|admin|console|cli|workers)/|^src/(main|app[.]module|cli)[.]ts$',
      },
    ),
    rule(
      'features-do-not-import-each-other',
      'gateway/ and admin/ compose features; features never call sideways or up.',
      { path: '^src/(keys|usage|routing)/' },
      { path: '^src/(keys|usage|routing|gateway|admin|console|cli|workers)/', pathNot: '^src/$1/' },
    ),
    rule(
      'front-doors-do-not-import-each-other',
      'Share through a feature service.',
      { path: '^src/(gateway|admin|console)/' },
      { path: '^src/(gateway|admin|console|cli|workers)/', pathNot: '^src/$1/' },
    ),
    rule(
      'only-repositories-touch-the-database',
      "Add a method to the feature's *.repository.ts; what it gives back is a type of the feature.",
      { path: '^src/', pathNot: ['[.]repository[.]ts$', '^src/(database|generated)/', SPEC] },
      { path: [packages('@prisma|pg|@electric-sql'), '^src/generated/'] },
    ),
    rule(
      'only-repositories-hold-the-connection',
      'A service asks its repository; beside those only the probe asks whether the database is there.',
      {
        path: '^src/',
        pathNot: ['[.]repository[.]ts$', '^src/database/', '^src/gateway/health[.]controller[.]ts$', SPEC],
      },
      {
        path: '^src/database/(prisma[.]service|database-link|open-client)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'only-clients-touch-the-network',
      'Go through providers/<name>/<name>-client.ts.',
      { path: '^src/', pathNot: '^src/providers/.*-client[.]ts$' },
      { path: packages('undici') },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^src/generated/'] },
  },
};
