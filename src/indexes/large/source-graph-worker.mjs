// Entry of the worker where the code runs from source: a worker inherits the loaders of neither
// tsx nor vitest, and Node 20 ignores `--import` for workers.
import { tsImport } from 'tsx/esm/api'

await tsImport('./graph-worker.ts', import.meta.url)
