/** U+0000 fits into no column of PostgreSQL. */
const NUL = String.fromCharCode(0)

/** Half a surrogate pair fits into no `jsonb`. */
const HALF_PAIR = /\p{Cs}/gu

/**
 * A text as the database can hold it: each character that it cannot hold becomes U+FFFD, so that
 * offsets into the text stay right.
 */
export function storableText(text: string): string {
  return text.replaceAll(NUL, '\uFFFD').replace(HALF_PAIR, '\uFFFD')
}

/** How JSON text writes what cannot be stored; a backslash before the `u` of a text looks the same. */
const PERHAPS_UNSTORABLE = /\\u(?:0000|d[89a-f])/

/** A value as JSON text for a `jsonb` column, with {@link storableText} for each text and name in it. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  return PERHAPS_UNSTORABLE.test(json) ? JSON.stringify(storable(JSON.parse(json))) : json
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [storableText(name), storable(part)]),
  )
}
