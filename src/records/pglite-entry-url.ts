import { extname } from 'node:path'

/**
 * Entry of PGlite's worker and process beside the module at `moduleUrl`: `pglite-entry.js` where the
 * code is bundled, and where it runs from source the file that loads `pglite-entry.ts`.
 */
export function findPgliteEntry(moduleUrl: string): URL {
  const fromSource = extname(new URL(moduleUrl).pathname) === '.ts'
  return new URL(fromSource ? './pglite-source-entry.mjs' : './pglite-entry.js', moduleUrl)
}
