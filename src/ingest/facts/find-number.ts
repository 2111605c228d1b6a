import type { CondensedText } from './condensed-text.js'
import { canonicalNumber, DOCUMENT_NUMBER } from './document-number.js'
import type { Fact } from './facts-types.js'
import type { TextLine } from './text-lines.js'

const WHOLE = new RegExp(`^[(\\[]?(${DOCUMENT_NUMBER})[)\\]]?$`, 'u')
const ANYWHERE = new RegExp(`(${DOCUMENT_NUMBER})`, 'u')
/** A number, and behind it what else stands in that line: a signer, a secrecy mark, the title in brackets. */
const LEADING = new RegExp(`^(${DOCUMENT_NUMBER})(?=\\s{2}|\\t|签发|\\(关于|《|\\s*$)`, 'u')
const IN_TITLE = new RegExp(
  `\\((l\\. ?n\\. ?\\d{1,4} of \\d{4}|cap\\. ?\\d{1,4}[a-z]{0,2})\\)|^(?:[a-z]+ ){0,3}((?:regulation|directive|decision) \\((?:eu|ec|eec)\\) (?:no )?\\d{1,4}/\\d{1,4})`,
  'u',
)
/** A line that the number's line goes on from: 海关总署公告 ⏎ 2024年第18号. */
const SERIES = /(?:公告|通告|令|公报)$/u

/** The document's own number, and the lines that print nothing else. */
export interface NumberLines {
  readonly number: Fact | null
  readonly lines: readonly TextLine[]
}

/**
 * Finds the number by which a document names itself: on a line of its own before the first measure,
 * at the start of one, or in brackets behind the title. Numbers inside sentences are those of others.
 *
 * @param lines Lines before the first measure that are no labelled fields.
 */
export function findNumber(condensed: CondensedText, lines: readonly TextLine[]): NumberLines {
  const taken: TextLine[] = []
  const numbers: Fact[] = []
  // Behind a title may stand the number of the law it belongs to, so these come last.
  const titleNumbers: Fact[] = []
  lines.forEach((line, index) => {
    const from = condensed.indexOf(line.start)
    const to = condensed.indexOf(line.end)
    const before = lines[index - 1]
    const isTail = before !== undefined && SERIES.test(before.text) && before.text.length <= 40
    const begins = isTail ? condensed.indexOf(before.start) : from
    const joined = isTail ? matchAt(condensed, WHOLE, begins, to) : null
    const whole = joined ?? matchAt(condensed, WHOLE, from, to)
    if (whole !== null) {
      numbers.push(whole)
      taken.push(line)
      if (joined !== null && before !== undefined) taken.push(before)
      return
    }
    const leading = LEADING.exec(line.text)
    if (leading !== null) {
      const end = condensed.indexOf(line.start + (leading[1] ?? '').trimEnd().length)
      numbers.push(condensed.fact(canonical(condensed, from, end), from, end))
      if (!/\(关于|《/u.test(line.text)) taken.push(line)
      return
    }
    const inTitle = IN_TITLE.exec(condensed.text.slice(from, to))
    if (inTitle !== null) {
      const words = inTitle[1] ?? inTitle[2] ?? ''
      const at = from + inTitle.index + inTitle[0].indexOf(words)
      const end = at + words.length
      titleNumbers.push(condensed.fact(canonical(condensed, at, end), at, end))
    }
  })
  return { number: numbers[0] ?? titleNumbers[0] ?? null, lines: taken }
}

/** The number in `[from, to)` of the condensed text, such as the value of a labelled field. */
export function numberWithin(condensed: CondensedText, from: number, to: number): Fact | null {
  return matchAt(condensed, WHOLE, from, to) ?? matchAt(condensed, ANYWHERE, from, to)
}

function matchAt(condensed: CondensedText, pattern: RegExp, from: number, to: number): Fact | null {
  const match = pattern.exec(condensed.text.slice(from, to))
  const words = match?.[1]
  if (match === null || words === undefined) return null
  const begins = from + match.index + match[0].indexOf(words)
  return condensed.fact(
    canonical(condensed, begins, begins + words.length),
    begins,
    begins + words.length,
  )
}

const canonical = (condensed: CondensedText, from: number, to: number): string =>
  canonicalNumber(condensed.quote(from, to).quote)
