import type { SourceLine } from './source-lines.js'

/** Text taken out of the source, with the source offset of each of its UTF-16 code units. */
export interface MappedText {
  readonly text: string
  readonly sourceOffsets: readonly number[]
}

const ENDS_A_LINE = /[。！？!?：:；;”」』）)]$/u
const HAN_OR_CJK_PUNCTUATION = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]/u

/**
 * Takes the text of a measure out of the source's lines: only white space and the `**` of bold are
 * changed. Each line is trimmed; runs of blanks inside become one; lines are separated by one line
 * break, or, in a hard-wrapped source, joined where a line does not end a sentence (without a blank
 * between Chinese characters). The first line is a title and is never joined to.
 */
export function measureText(
  lines: readonly Pick<SourceLine, 'start' | 'text'>[],
  wrapped: boolean,
): MappedText {
  const characters: string[] = []
  const sourceOffsets: number[] = []
  const push = (character: string, offset: number): void => {
    characters.push(character)
    sourceOffsets.push(offset)
  }
  let kept = 0
  let previous = ''
  for (const line of lines) {
    const cleaned = cleanLine(line)
    const first = cleaned[0]
    if (first === undefined) continue
    if (kept > 0) {
      const joins = wrapped && kept > 1 && !ENDS_A_LINE.test(previous)
      if (!joins) push('\n', first.offset - 1)
      else if (
        !HAN_OR_CJK_PUNCTUATION.test(previous.slice(-1)) &&
        !HAN_OR_CJK_PUNCTUATION.test(first.character)
      ) {
        push(' ', first.offset - 1)
      }
    }
    for (const { character, offset } of cleaned) push(character, offset)
    previous = cleaned.map(({ character }) => character).join('')
    kept += 1
  }
  return { text: characters.join(''), sourceOffsets }
}

function cleanLine(
  line: Pick<SourceLine, 'start' | 'text'>,
): { character: string; offset: number }[] {
  const result: { character: string; offset: number }[] = []
  const { text } = line
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '*' && text.charAt(index + 1) === '*') {
      index += 1
      continue
    }
    const blank = /\s/u.test(character)
    if (blank && (result.length === 0 || result.at(-1)?.character === ' ')) continue
    result.push({ character: blank ? ' ' : character, offset: line.start + index })
  }
  if (result.at(-1)?.character === ' ') result.pop()
  return result
}
