import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']

/** Where Chromium is; undefined where there is none. */
export const browserPath: string | undefined = [...(env['PATH'] ?? '').split(delimiter), ...FOLDERS]
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path))

/** Why browser tests are left out; CI has to have a browser. */
export const skipsBrowser: boolean = browserPath === undefined && env['CI'] !== 'true'

if (skipsBrowser) {
  console.warn('Browser tests are left out: expected chromium on PATH, found none')
}

/** Starts Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('expected chromium on PATH, found none')
  return chromium.launch({
    executablePath: browserPath,
    // Inside a container there is no sandbox to be had, and pages here are our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
}
