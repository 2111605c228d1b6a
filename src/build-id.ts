/** Put there by `build.mjs`; sources that run unbundled have none. */
declare const BUILD_ID: string | undefined

/**
 * sha256 of the sources and dependencies that the running program was bundled from, for what is kept from
 * one start to the next and depends on the code. `undefined` where sources run as they are.
 */
export const buildId: string | undefined = typeof BUILD_ID === 'undefined' ? undefined : BUILD_ID
