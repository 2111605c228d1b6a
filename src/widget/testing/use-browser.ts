import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from './open-browser.js'
import { startServers, type TestServers } from './start-servers.js'

/** Browser and servers; to be read inside tests only. */
export interface InBrowser {
  readonly browser: Browser
  readonly servers: TestServers
}

/** The machine may be busy with other tests. */
const TIMEOUT_MS = 120_000

/**
 * Opens browser and servers before the tests of a suite and closes them after the last one.
 *
 * @param start Starts the servers, where the real assistant is not what the tests want.
 */
export function useBrowser(start: () => Promise<TestServers> = () => startServers()): InBrowser {
  let browser: Browser | undefined
  let servers: TestServers | undefined
  beforeAll(async () => {
    browser = await openBrowser()
    servers = await start()
  }, TIMEOUT_MS)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })
  const opened = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('expected a running test, found none')
    return one
  }
  return {
    get browser() {
      return opened(browser)
    },
    get servers() {
      return opened(servers)
    },
  }
}
