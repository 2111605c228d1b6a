import { createHash } from 'node:crypto'
import type { TextRole } from './embedder.js'

/** Hexadecimal digits of a key: 64 bits, so that a million texts collide once in 40 million tries. */
const KEY_DIGITS = 16

/** Shape of a key, for those who read keys from a file. */
export const VECTOR_KEY_PATTERN: RegExp = /^[0-9a-f]{16}$/

/** Name of a text's vector: depends on the model, on the role and on the text, and on nothing else. */
export function vectorKey(fingerprint: string, role: TextRole, text: string): string {
  // JSON keeps the parts apart whatever characters they hold.
  const content = JSON.stringify([fingerprint, role, text])
  return createHash('sha256').update(content).digest('hex').slice(0, KEY_DIGITS)
}
