import { defineConfig } from 'vite';

const GATEWAY = process.env.TOLLGATE_URL ?? 'http://127.0.0.1:4000';

/** In development the page comes from Vite; to the gateway its calls shall look like those of the gateway's own page. */
const asOwnPage = {
  target: GATEWAY,
  changeOrigin: true,
  configure: (proxy) =>
    proxy.on('proxyReq', (request) => request.setHeader('origin', new URL(GATEWAY).origin)),
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Everything under an address of its own: the policy allows no data: but for images.
    assetsInlineLimit: 0,
    manifest: '.manifest.json',
    reportCompressedSize: false,
    // scripts/web/measure-views.mjs has a budget of its own.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      onwarn: exceptDirectives,
      // What the first view needs, in one file: a request for each of its parts takes longer than they do.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/admin': asOwnPage, '/v1': asOwnPage, '/health': asOwnPage } },
});

/** "use client" is for frameworks that also render on a server. */
function exceptDirectives(warning, warn) {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
}
