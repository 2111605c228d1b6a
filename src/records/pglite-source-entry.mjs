// Entry of PGlite's worker and process where the code runs from source: neither inherits the loaders
// of tsx or vitest.
import { tsImport } from 'tsx/esm/api'

await tsImport('./pglite-entry.ts', import.meta.url)
