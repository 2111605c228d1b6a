import { createHash } from 'node:crypto'
import { SITE_ICON } from './site-icon.js'
import { SITE_SCRIPT } from './site-script.js'
import { SITE_STYLE } from './site-style.js'

/** A file of the public pages. Its name holds a hash of its content, so it never changes. */
export interface SiteFile {
  /** Path below the service's address. */
  readonly path: string
  readonly type: string
  readonly content: string
}

/** Characters of the hash in a name: enough that two versions never share one. */
const HASH_LENGTH = 16

function siteFile(extension: string, type: string, content: string): SiteFile {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH)
  return { path: `/assets/site-${hash}.${extension}`, type, content }
}

const style = siteFile('css', 'text/css; charset=utf-8', SITE_STYLE)
const script = siteFile('js', 'text/javascript; charset=utf-8', SITE_SCRIPT)
const icon = siteFile('svg', 'image/svg+xml', SITE_ICON)

/** The files that public pages load besides the widget. */
export const SITE_FILES: readonly SiteFile[] = [style, script, icon]
/** Path of the style sheet. */
export const SITE_STYLE_PATH = style.path
/** Path of the script. */
export const SITE_SCRIPT_PATH = script.path
/** Path of the icon. */
export const SITE_ICON_PATH = icon.path
