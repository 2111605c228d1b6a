import { extname } from 'node:path'

/**
 * The worker's entry beside the module at `moduleUrl`: `bundled` where the code is bundled, and where
 * it runs from source `source`, which loads the worker from there.
 */
export function findWorkerEntry(
  moduleUrl: string,
  { source, bundled }: { readonly source: string; readonly bundled: string } = {
    source: './source-worker.mjs',
    bundled: './embedding-worker.js',
  },
): URL {
  const fromSource = extname(new URL(moduleUrl).pathname) === '.ts'
  return new URL(fromSource ? source : bundled, moduleUrl)
}
