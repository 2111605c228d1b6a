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

/** A value as JSON text for a `jsonb` column, with {@link storableText} for each text in it. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!PERHAPS_UNSTORABLE.test(json)) return json
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  )
}
