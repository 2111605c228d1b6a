import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** What a page may have to load for it, in bytes. */
const MAX_GZIPPED_BYTES = 8_000

test('the client is small, whole, and made for browsers', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL('index.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
  })
  const [output] = outputFiles
  expect(outputFiles).toHaveLength(1)
  expect(gzipSync(output?.contents ?? '').length).toBeLessThan(MAX_GZIPPED_BYTES)
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
  const foreign = Object.keys(metafile.inputs).filter((path) => !path.includes('src/client/'))
  expect(foreign).toEqual([
    expect.stringMatching(/node_modules\/eventsource-parser\/dist\/index\.js$/),
  ])
})
