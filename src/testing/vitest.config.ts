import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const resultsFile = process.env['VITEST_JSON']

/**
 * How `npm test` runs. Forks, because native modules (jieba, HNSW, the model's runtime) are loaded
 * once for each process; two at a time, because each may hold the model (some 210 MB).
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    dir: 'src',
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globals: false,
    // CI counts the tests of a run from a file it names.
    reporters:
      resultsFile === undefined ? ['default'] : ['default', ['json', { outputFile: resultsFile }]],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
