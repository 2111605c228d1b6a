import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

/** The widget's script as it is handed out. */
export interface WidgetFile {
  readonly source: Buffer
  /** Coded forms by their name in `Content-Encoding`. */
  readonly coded: Readonly<Record<'br' | 'gzip', Buffer>>
  /** `sha384-…`, for the attribute `integrity` of a script. */
  readonly integrity: string
  /** Part of the versioned address: other bytes have another one. */
  readonly version: string
}

/** Hexadecimal digits of a version: no two builds will ever share them. */
const VERSION_LENGTH = 16

/**
 * Reads the built script; run from its sources, it is bundled first, which takes some 200 ms.
 *
 * @throws Error when there is neither a built script nor one that can be bundled.
 */
export async function loadWidgetFile(): Promise<WidgetFile> {
  const source = Buffer.from(await readSource())
  const sha384 = createHash('sha384').update(source)
  const sha256 = createHash('sha256').update(source)
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(source),
    promisify(gzip)(source, { level: 9 }),
  ])
  return {
    source,
    coded: { br, gzip: gzipped },
    integrity: `sha384-${sha384.digest('base64')}`,
    version: sha256.digest('hex').slice(0, VERSION_LENGTH),
  }
}

async function readSource(): Promise<string> {
  try {
    // Beside the bundled server.
    return await readFile(new URL('./widget.js', import.meta.url), 'utf8')
  } catch {
    const { buildWidget } = await import('../widget/build-widget.mjs')
    return buildWidget()
  }
}
