// Bundles the widget into one classic script: what host pages load, and what the server hands out.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const ENTRY = fileURLToPath(new URL('./index.ts', import.meta.url))

/** Style sheets become text: the widget adopts them, since pages with a strict policy allow no other way. */
const stylesAsText = {
  name: 'styles-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const { code } = await transform(source, { loader: 'css', minify: true, target: 'es2022' })
      return { loader: 'js', contents: `export const css = ${JSON.stringify(code)}` }
    })
  },
}

/** The widget's script. @returns {Promise<string>} */
export async function buildWidget() {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [stylesAsText],
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('expected a bundle of the widget, found none')
  return file.text
}
