import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How to start the worker: its file and the options of its Node. */
export interface WorkerEntry {
  readonly url: URL
  readonly execArgv: readonly string[]
}

/**
 * The worker's entry beside the module at `moduleUrl`: `embedding-worker.js` where the code is
 * bundled, and `embedding-worker.ts` with tsx as its loader where it runs from source (a worker
 * inherits neither tsx nor vitest).
 */
export function findWorkerEntry(moduleUrl: string): WorkerEntry {
  const extension = extname(new URL(moduleUrl).pathname)
  const url = new URL(`./embedding-worker${extension}`, moduleUrl)
  if (extension !== '.ts') return { url, execArgv: [] }
  const loader = pathToFileURL(createRequire(moduleUrl).resolve('tsx')).href
  return { url, execArgv: ['--import', loader] }
}
