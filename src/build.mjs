// Bundles the server and the command line into dist/: what `npm start` needs and tsc does not emit.
import { build } from 'esbuild'

const quiet = process.argv.includes('--quiet')
const started = performance.now()
await build({
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'embedding-worker': 'src/embedding/embedding-worker.ts',
    bench: 'src/cli/bench-main.ts',
    'server-probe': 'src/benchmark/server-probe.ts',
  },
  absWorkingDir: new URL('..', import.meta.url).pathname,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
})
if (!quiet) console.log(`built dist/ in ${Math.round(performance.now() - started)} ms`)
