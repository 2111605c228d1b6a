import { createHash } from 'node:crypto'

/**
 * sha256, 64 hex digits, over the parts as JSON with its keys sorted by UTF-16 code units and no
 * spaces. The order in which the parts are given does not matter; any other difference does.
 */
export function fingerprintOf(parts: Readonly<Record<string, string>>): string {
  const members = Object.keys(parts)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(parts[key])}`)
  return createHash('sha256')
    .update(`{${members.join(',')}}`)
    .digest('hex')
}
