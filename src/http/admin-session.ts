import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Name of the cookie. */
const COOKIE = 'policy_assistant_admin'

/** How long a browser stays signed in, in seconds: a working session, not a day. */
const SESSION_SECONDS = 3600

const IV_BYTES = 12
const TAG_BYTES = 16

/** Longest cookie that is looked at; ours have some 140 characters. */
const MAX_COOKIE_LENGTH = 400

/** Sessions of browsers, which cannot send a key of their own. */
export interface AdminSessions {
  /** `Set-Cookie` that keeps a key for an hour. */
  begin(key: string, secure: boolean): string
  /** `Set-Cookie` that ends it. */
  end(secure: boolean): string
  /** The key of a `Cookie` header; undefined when there is none, or it is forged or over. */
  keyOf(cookies: string | undefined): string | undefined
}

/**
 * Keeps the presented key in the browser's cookie, encrypted and authenticated (AES-256-GCM) under a
 * secret that only this process has: nothing is kept here, the key is checked anew with every
 * request, so that a revoked one ends its sessions, and a restart ends all. No script can read the
 * cookie, and no other site's request carries it.
 */
export function createAdminSessions(now: () => number = Date.now): AdminSessions {
  const secret = randomBytes(32)
  const cookie = (value: string, seconds: number, secure: boolean) =>
    `${COOKIE}=${value}; Path=/admin; Max-Age=${seconds}; HttpOnly; SameSite=Strict${
      secure ? '; Secure' : ''
    }`

  function open(value: string): string | undefined {
    const bytes = Buffer.from(value, 'base64url')
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined
    try {
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
      return Buffer.concat([plain, decipher.final()]).toString('utf8')
    } catch {
      // Forged, or of an earlier process.
      return undefined
    }
  }

  return {
    begin(key, secure) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', secret, iv, { authTagLength: TAG_BYTES })
      const sealed = cipher.update(`${now() + SESSION_SECONDS * 1000} ${key}`, 'utf8')
      const rest = cipher.final()
      const value = Buffer.concat([iv, cipher.getAuthTag(), sealed, rest]).toString('base64url')
      return cookie(value, SESSION_SECONDS, secure)
    },
    end: (secure) => cookie('', 0, secure),
    keyOf(cookies) {
      const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{1,${MAX_COOKIE_LENGTH}})(?:;|$)`).exec(
        cookies ?? '',
      )?.[1]
      const [until = '', key] = (value === undefined ? undefined : open(value))?.split(' ') ?? []
      return Number(until) > now() ? key : undefined
    },
  }
}
