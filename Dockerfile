# Node.js 24 has long-term support until April 2028. `--build-arg NODE_IMAGE=` takes another.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1
COPY package.json package-lock.json .npmrc ./
# No package needs its install script.
RUN npm ci --ignore-scripts
COPY prisma.config.ts nest-cli.json tsconfig.json tsconfig.build.json ./
COPY prisma ./prisma
COPY src ./src
COPY web ./web
COPY scripts ./scripts
RUN npm run build
# "optional" takes along what packages merely could use, such as Prisma's command line.
RUN npm prune --omit=dev --omit=optional --ignore-scripts
# Nothing at run time reads types and source maps, nor Prisma's compilers for other databases: half of all bytes.
RUN find node_modules \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
RUN find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*.postgresql.*' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 TOLLGATE_DATA_DIR=/data
WORKDIR /app
COPY package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY docs/openapi.json ./docs/openapi.json
COPY deploy/gateway/start.sh ./deploy/gateway/start.sh
# A volume that is mounted here for the first time takes over its owner.
RUN install -d -o 1000 -g 1000 -m 0700 /data
# The user "node" of the base image, as a number, so that an orchestrator sees that it is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The script makes way for Node.js, which gets the signals itself; it starts no process that somebody would have to reap.
ENTRYPOINT ["sh", "/app/deploy/gateway/start.sh"]
