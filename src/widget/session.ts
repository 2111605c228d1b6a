import type { Turn } from './conversation.js'

/** What a conversation takes along from page to page of one visit. */
export interface Session {
  readonly isOpen: boolean
  readonly isWide: boolean
  readonly office: string
  readonly turns: readonly Turn[]
}

/** Raised when what is stored changes its shape: what an older widget left is then not read. */
const VERSION = 1

/** Keeps a session in `sessionStorage`, which ends with the tab. */
export interface SessionStore {
  read(): Session | undefined
  write(session: Session): void
}

/**
 * Creates the store of a server's session. Pages that may store nothing (sandboxed frames, full
 * storage) have a session that ends with the page.
 */
export function createSessionStore(server: string): SessionStore {
  const key = `policy-assistant:${server}`
  return {
    read() {
      try {
        const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
        return isSession(stored) ? stored : undefined
      } catch {
        return undefined
      }
    },
    write(session) {
      try {
        sessionStorage.setItem(key, JSON.stringify({ ...session, version: VERSION }))
      } catch {
        // Nothing is lost that is on the screen.
      }
    },
  }
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'turns' in value &&
    Array.isArray(value.turns)
  )
}
