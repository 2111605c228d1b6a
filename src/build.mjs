// Bundles the server and the command line into dist/ (or --outdir): what `npm start` needs and tsc
// does not emit.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { buildWidget } from './widget/build-widget.mjs'

const { values } = parseArgs({
  options: {
    quiet: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
})
const started = performance.now()
const root = fileURLToPath(new URL('..', import.meta.url))
const common = {
  absWorkingDir: root,
  outdir: values.outdir,
  bundle: true,
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
}
const forNode = build({
  ...common,
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'embedding-worker': 'src/embedding/embedding-worker.ts',
    'graph-worker': 'src/indexes/large/graph-worker.ts',
    'pglite-entry': 'src/records/pglite-entry.ts',
    bench: 'src/cli/bench-main.ts',
    'search-probe': 'src/benchmark/search-probe.ts',
    'server-probe': 'src/benchmark/server-probe.ts',
  },
  splitting: true,
  define: { BUILD_ID: JSON.stringify(await hashSources()) },
  packages: 'external',
  platform: 'node',
  target: 'node20',
})
// A file of its own with what it needs, so that a page can load it as it is.
const forBrowsers = build({
  ...common,
  entryPoints: { client: 'src/client/index.ts' },
  platform: 'browser',
  target: 'es2022',
})
/** Of all that the bundle is made from: what was kept by other code is not taken for its own. */
async function hashSources() {
  const names = await readdir(join(root, 'src'), { recursive: true })
  const sources = names.filter((name) => /\.(ts|mjs|wat)$/.test(name) && !name.includes('.test.'))
  const hash = createHash('sha256')
  for (const name of [
    'package-lock.json',
    ...sources.toSorted().map((name) => join('src', name)),
  ]) {
    hash
      .update(`${name}\0`)
      .update(await readFile(join(root, name)))
      .update('\0')
  }
  return hash.digest('hex')
}

const widget = buildWidget().then(async (script) => {
  const folder = resolve(common.absWorkingDir, values.outdir)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'widget.js'), script)
})
await Promise.all([forNode, forBrowsers, widget])
if (!values.quiet)
  console.log(`built ${values.outdir}/ in ${Math.round(performance.now() - started)} ms`)
