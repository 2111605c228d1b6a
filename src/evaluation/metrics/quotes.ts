import type { Citation } from '../../domain/answer.js'
import type { Corpus, CorpusDocument } from '../../domain/corpus.js'
import { toHanNumeral } from '../../domain/han-numerals.js'
import type { MeasureRecord } from '../../domain/measure.js'
import { type PrintedNumbers, printedNumbersOf } from './printed-numbers.js'

/** What is wrong with the citations of one answer, one sentence each; empty when all is well. */
export type Faults = readonly string[]

/** Checks citations against the documents themselves. */
export interface QuoteChecker {
  /**
   * Every quote is its measure's text from `quoteStart` to `quoteEnd`, and each of its characters
   * but white space stands in `source.txt` where the measure's text was taken from.
   */
  verbatim(citations: readonly Citation[]): Faults
  /**
   * Every quote stands in `source.txt` under the printed number that its citation names, of the
   * document and office that it names.
   */
  place(citations: readonly Citation[]): Faults
}

/** Makes a checker over a corpus read from the folder that is the truth. */
export function createQuoteChecker(corpus: Corpus): QuoteChecker {
  const known = new Map<string, Known>()
  for (const document of corpus.documents) {
    const printed = printedNumbersIn(document)
    const text = compact(document.source)
    for (const measure of document.measures) {
      known.set(measure.id, { document, measure, numbersOf: numbersIn(text, printed) })
    }
  }
  const check =
    (fault: (citation: Citation, place: Known) => string | undefined) =>
    (citations: readonly Citation[]): Faults =>
      citations.flatMap((citation) => {
        const place = known.get(citation.measureId)
        const found =
          place === undefined
            ? `no measure ${citation.measureId} in the corpus`
            : fault(citation, place)
        return found === undefined ? [] : [`[${citation.number}] ${found}`]
      })
  return { verbatim: check(verbatimFault), place: check(placeFault) }
}

/** The numbers of a document as its text prints them, or as its outline says where they stand. */
function printedNumbersIn({ source, data, parts }: CorpusDocument): PrintedNumbers {
  const { kind } = data.numbering
  if (kind !== 'outline') return printedNumbersOf(source, kind)
  const labels = parts.filter((part) => part.kind === 'label')
  return (offset) => labels.findLast(({ end }) => end <= offset)?.measure
}

interface Known {
  readonly document: CorpusDocument
  readonly measure: MeasureRecord
  /** Printed numbers under which words stand in the source. */
  readonly numbersOf: (quote: string) => readonly (number | undefined)[]
}

/** So many characters tell where a quote stands; the rest of it may run over a page header. */
const ANCHOR_LENGTH = 40

/** A text without white space and asterisks (bold), with the source offset of each code unit kept. */
interface CompactText {
  readonly text: string
  readonly offsets: readonly number[]
}

function compact(source: string): CompactText {
  const kept = [...source.matchAll(/[^\s*]/gu)]
  return {
    text: kept.map(([character]) => character).join(''),
    offsets: kept.flatMap(({ 0: character, index }) =>
      Array.from({ length: character.length }, (_, unit) => index + unit),
    ),
  }
}

function numbersIn({ text, offsets }: CompactText, printed: PrintedNumbers) {
  return (quote: string): (number | undefined)[] => {
    const anchor = compact(quote).text.slice(0, ANCHOR_LENGTH)
    const numbers: (number | undefined)[] = []
    if (anchor === '') return numbers
    for (let at = text.indexOf(anchor); at !== -1; at = text.indexOf(anchor, at + 1)) {
      numbers.push(printed(offsets[at] ?? 0))
    }
    return numbers
  }
}

function verbatimFault(
  { quote, quoteStart, quoteEnd, measureId }: Citation,
  { document, measure }: Known,
): string | undefined {
  if (quote === '') return 'the quote is empty'
  if (measure.text.slice(quoteStart, quoteEnd) !== quote) {
    return `the quote is not ${measureId} from ${quoteStart} to ${quoteEnd}`
  }
  for (let index = 0; index < quote.length; index++) {
    const character = quote.charAt(index)
    const offset = measure.sourceOffsets[quoteStart + index] ?? -1
    if (/\s/u.test(character)) continue
    if (document.source.charAt(offset) !== character) {
      return `"${character}" does not stand at ${offset} of the source`
    }
  }
  return undefined
}

function placeFault(
  citation: Citation,
  { document, measure, numbersOf }: Known,
): string | undefined {
  const { number } = citation.measure
  const under = numbersOf(citation.quote)
  if (!under.includes(number)) {
    const found = under.length === 0 ? 'nowhere' : `under number ${under.join(', ')}`
    return `the words stand ${found} in ${document.data.id}, the citation says number ${number}`
  }
  if (!citation.measureId.endsWith(`/${number}`)) {
    return `number ${number} is cited as ${citation.measureId}`
  }
  const digits: readonly string[] = citation.reference.match(/\d+/gu) ?? []
  if (!citation.reference.includes(toHanNumeral(number)) && !digits.includes(String(number))) {
    return `the reference "${citation.reference}" does not name number ${number}`
  }
  if (citation.document.id !== document.data.id || citation.office.id !== measure.officeId) {
    return `${citation.measureId} is cited as of ${citation.office.id}, ${citation.document.id}`
  }
  return undefined
}

/** Every `[n]` of the text has its citation, every citation is referred to, and numbers count from 1. */
export function resolvableFaults(
  text: string,
  citations: readonly Pick<Citation, 'number'>[],
): Faults {
  const used = new Set([...text.matchAll(/\[(\d{1,3})\]/gu)].map((match) => Number(match[1])))
  const given = citations.map(({ number }) => number)
  return [
    ...[...used].filter((n) => !given.includes(n)).map((n) => `[${n}] has no citation`),
    ...given.filter((n) => !used.has(n)).map((n) => `citation ${n} is not referred to`),
    ...(given.every((n, index) => n === index + 1) ? [] : [`citations count ${given.join(', ')}`]),
  ]
}
