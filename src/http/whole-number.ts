import { z } from 'zod'

/** Digits without a leading zero, so that each number has one address. */
const DIGITS = /^[1-9]\d{0,5}$/

/**
 * A positive whole number in a path or query: digits and nothing else (no `1e1`, `0x1`, blanks).
 *
 * @param expected What a refusal says was expected.
 */
export function wholeNumber(max: number, expected: string) {
  return z.preprocess(
    (text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text),
    z.int({ error: expected }).min(1, expected).max(max, expected),
  )
}
