// Bundles the server and the command line into dist/ (or --outdir): what `npm start` needs and tsc
// does not emit.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values } = parseArgs({
  options: {
    quiet: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
})
const started = performance.now()
await build({
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'embedding-worker': 'src/embedding/embedding-worker.ts',
    bench: 'src/cli/bench-main.ts',
    'server-probe': 'src/benchmark/server-probe.ts',
  },
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  outdir: values.outdir,
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
})
if (!values.quiet)
  console.log(`built ${values.outdir}/ in ${Math.round(performance.now() - started)} ms`)
