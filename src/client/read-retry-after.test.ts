import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRetryAfter } from './read-retry-after.js'

const NOW = Date.UTC(2025, 0, 1, 12, 0, 0)
const AT = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString()

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    [' 120 ', 120],
    [AT(90), 90],
    [AT(-90), 0],
    ['Wednesday, 01-Jan-25 12:00:05 GMT', 5],
  ])('"%s" is %d seconds', (value, seconds) => {
    expect(readRetryAfter(new Headers({ 'retry-after': value }), NOW)).toBe(seconds)
  })

  test.each(['', '-5', '1.5', 'soon', '5s', 'Wed, nonsense', '0x10'])(
    '"%s" cannot be read',
    (value) => {
      expect(readRetryAfter(new Headers({ 'retry-after': value }), NOW)).toBeUndefined()
    },
  )

  test('none', () => {
    expect(readRetryAfter(new Headers(), NOW)).toBeUndefined()
  })

  test("a date counts from the server's clock, however wrong this one is", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: -1e8, max: 1e8 }), (seconds, skewMs) => {
        const headers = new Headers({ 'retry-after': AT(seconds), date: AT(0) })
        expect(readRetryAfter(headers, NOW + skewMs)).toBe(seconds)
      }),
    )
  })
})
