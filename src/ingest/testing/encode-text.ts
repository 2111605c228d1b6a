/** Encodings that Node decodes but does not encode. */
type OldEncoding = 'gb18030' | 'big5' | 'shift_jis' | 'koi8-r'

const tables = new Map<OldEncoding, ReadonlyMap<string, readonly number[]>>()

/** The characters of one and two bytes, found by decoding all pairs. */
function tableOf(encoding: OldEncoding): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(encoding, { fatal: true })
  const table = new Map<string, readonly number[]>()
  const put = (bytes: readonly number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes))
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes)
    } catch {
      // Not every pair is a character.
    }
  }
  for (let first = 0; first < 256; first += 1) put([first])
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) put([first, second])
  }
  tables.set(encoding, table)
  return table
}

/** The four bytes that GB18030 has for characters beyond U+FFFF, by its linear rule. */
function fourBytes(character: string): readonly number[] | undefined {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x10000) return undefined
  const index = point - 0x10000 + 189_000
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ]
}

/** Encodes a text for the tests of reading; throws for characters that the encoding has not. */
export function encodeText(text: string, encoding: OldEncoding): Uint8Array {
  const table = tableOf(encoding)
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes =
        table.get(character) ?? (encoding === 'gb18030' ? fourBytes(character) : undefined)
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`)
      return bytes
    }),
  )
}
