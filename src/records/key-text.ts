import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Characters of the part by which a key is found; it is shown in lists and is no secret. */
const PREFIX_LENGTH = 10

/** Characters of the secret part: 43 of 62 kinds are 256 bits, so that a plain hash is enough. */
const SECRET_LENGTH = 43

/** What every key begins with. */
export const KEY_START = 'pa_'

const KEY_PATTERN = new RegExp(
  `^${KEY_START}([0-9A-Za-z]{${PREFIX_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH}}$`,
)

/** A new key; its text is shown once and kept nowhere. */
export interface NewKeyText {
  /** `pa_<prefix>_<secret>`: one word for a double click and for searching leaked ones. */
  readonly text: string
  readonly prefix: string
  /** SHA-256 of the whole text, in hexadecimal. */
  readonly hash: string
}

/** Makes up a new key. */
export function createKeyText(): NewKeyText {
  const prefix = randomText(PREFIX_LENGTH)
  const text = `${KEY_START}${prefix}_${randomText(SECRET_LENGTH)}`
  return { text, prefix, hash: hashOfKey(text) }
}

/** The part of a key by which it is found; nothing when the text cannot be a key. */
export function prefixOfKey(text: string): string | undefined {
  return KEY_PATTERN.exec(text)?.[1]
}

/** SHA-256 of a key, in hexadecimal. */
export function hashOfKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
  return a.length === b.length && timingSafeEqual(a, b)
}

function randomText(length: number): string {
  return Array.from({ length }, () => DIGITS[randomInt(DIGITS.length)]).join('')
}
