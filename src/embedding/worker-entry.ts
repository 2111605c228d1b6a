import { extname } from 'node:path'

/**
 * The worker's entry beside the module at `moduleUrl`: `embedding-worker.js` where the code is
 * bundled, and where it runs from source `source-worker.mjs`, which loads `embedding-worker.ts`.
 */
export function findWorkerEntry(moduleUrl: string): URL {
  const fromSource = extname(new URL(moduleUrl).pathname) === '.ts'
  return new URL(fromSource ? './source-worker.mjs' : './embedding-worker.js', moduleUrl)
}
