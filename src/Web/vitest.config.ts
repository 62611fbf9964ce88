import { defineConfig } from 'vitest/config';

// Tests of components begin with "// @vitest-environment happy-dom"; the others need no page.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { include: ['test/**/*.test.{ts,tsx}'] },
});
