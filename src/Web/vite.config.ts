import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// Razor asks for these by name: <vite entry="src/islands/play.ts" />. One style sheet a kind of page, one script an island.
const entries = [
  'src/pages/site.css',
  'src/pages/live.css',
  'src/pages/studio.css',
  'src/pages/backstage.css',
  'src/pages/screen.css',
  'src/pages/settings.css',
  'src/islands/site.ts',
  'src/islands/play.ts',
  'src/islands/room.tsx',
  'src/islands/replay.ts',
  'src/islands/later.ts',
  'src/islands/studio.tsx',
  'src/islands/backstage.tsx',
  'src/islands/admin.ts',
  'src/islands/drawing.ts',
  'src/islands/screen.tsx',
];

/** Our own way to bring what is loaded later, in the place of Vite's: src/lib/preload.ts tells why. */
const preload: Plugin = {
  name: 'preload',
  enforce: 'pre',
  load(id) {
    const ours = fileURLToPath(new URL('src/lib/preload.ts', import.meta.url));
    return id.endsWith('vite/preload-helper.js')
      ? `export { preload as __vitePreload } from ${JSON.stringify(ours)}`
      : null;
  },
};

export default defineConfig({
  plugins: [preload],
  base: '/dist/',
  publicDir: false,
  build: {
    outDir: '../Server/wwwroot/dist',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome87', 'safari14', 'firefox78'], // cheap Androids and their old web views
    modulePreload: { polyfill: false }, // one request less, nothing inline
    assetsInlineLimit: 0, // no data: addresses, so that the content security policy needs none
    rolldownOptions: {
      input: entries,
      preserveEntrySignatures: 'exports-only', // later.ts is imported by the pages, not by the scripts
      output: {
        // Few files: on a slow line a request costs more than the few bytes that it brings.
        codeSplitting: {
          groups: [
            { name: 'base', test: /src\/lib\/(i18n|time|retry|menu|line|saver|stored|offline|later)\.ts$/ },
            {
              name: 'live',
              test: /node_modules\/(?!hls\.js)|src\/lib\/(hub\/\w+|talk-link|room-state|command-queue|kept|drafts|room-document|id|refusals)\.ts$|components\/(Icon|Tabs|Ballot\/Share|Notice|AskBox\/NameField)/,
            },
            { name: 'play', test: /islands\/play\.ts$|preload/ },
            { name: 'voice', test: /src\/lib\/(whip|whep|peer|ice-servers|tone)\.ts$/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    origin: 'http://127.0.0.1:5173',
    cors: { origin: 'http://127.0.0.1:8080' },
  },
});
