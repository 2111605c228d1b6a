import { describe, expect, test } from 'vitest'
import { createAdminSessions } from './admin-session.js'

const KEY = `pa_0123456789_${'s'.repeat(43)}`

describe('createAdminSessions', () => {
  const cookieOf = (header: string) => header.split(';')[0] ?? ''

  test('keeps a key in a cookie that nobody can read', () => {
    const sessions = createAdminSessions()
    const header = sessions.begin(KEY, true)
    expect(header).toMatch(
      /^policy_assistant_admin=[\w-]+; Path=\/admin; Max-Age=3600; HttpOnly; SameSite=Strict; Secure$/,
    )
    expect(header).not.toContain(KEY)
    expect(Buffer.from(cookieOf(header), 'base64url').toString('latin1')).not.toContain('pa_')
    expect(sessions.keyOf(`a=b; ${cookieOf(header)}; c=d`)).toBe(KEY)
    expect(sessions.begin(KEY, false)).not.toContain('Secure')
    expect(sessions.end(false)).toMatch(/=; Path=\/admin; Max-Age=0;/)
  })

  test('ends after an hour', () => {
    let time = 0
    const sessions = createAdminSessions(() => time)
    const cookie = cookieOf(sessions.begin(KEY, false))
    time = 3_599_999
    expect(sessions.keyOf(cookie)).toBe(KEY)
    time = 3_600_000
    expect(sessions.keyOf(cookie)).toBeUndefined()
  })

  test('takes nothing forged, cut, or of another process', () => {
    const sessions = createAdminSessions()
    const cookie = cookieOf(sessions.begin(KEY, false))
    const [name = '', value = ''] = cookie.split('=')
    const bytes = Buffer.from(value, 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      const forged = Buffer.from(bytes)
      forged[index] = (forged[index] ?? 0) ^ 1
      expect(sessions.keyOf(`${name}=${forged.toString('base64url')}`)).toBeUndefined()
      const cut = bytes.subarray(0, index).toString('base64url')
      expect(sessions.keyOf(`${name}=${cut}`)).toBeUndefined()
    }
    expect(createAdminSessions().keyOf(cookie)).toBeUndefined()
    for (const other of [undefined, '', 'x=y', `x${cookie}`, `${name}=`, `${name}=é`]) {
      expect(sessions.keyOf(other)).toBeUndefined()
    }
  })
})
