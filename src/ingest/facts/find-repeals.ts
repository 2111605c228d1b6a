import { withoutBreaks } from './bodies.js'
import type { CondensedText } from './condensed-text.js'
import { canonicalNumber, DOCUMENT_NUMBER } from './document-number.js'
import type { RepealFact } from './facts-types.js'
import { sentenceAt, THIS_DOCUMENT } from './find-effect.js'

const REPEAL =
  /(?:同时|即行|予以|一并|相应|随之|即|自[^。;]{4,16}起)(?:废止|失效|停止执行)|(?<=[》)])(?:废止|失效|停止执行)|(?<=^|[。;,])(?:废止|取代|代替)(?=[^。;]{0,40}(?:《|\d号))/gu
const REPLACES = new RegExp(`${THIS_DOCUMENT}(?:取代|代替|替代|废止)`, 'gu')
/** A name in 《》 with its number behind, or a number alone. A part of a document is not the document. */
const NAMED = new RegExp(
  `《([^》]{2,120})》(?:\\(((?:${DOCUMENT_NUMBER}|[^()]{2,60}))\\))?(?!(?:中|的|\\([^)]*\\))?(?:第[^条]{1,8}[条款项]|附件|有关|部分))`,
  'gu',
)
const WHOLE_NUMBER = new RegExp(`^(?:${DOCUMENT_NUMBER})$`, 'u')
const NUMBER_ALONE = new RegExp(`(?:${DOCUMENT_NUMBER})`, 'gu')
/** What precedes the names of documents that are only the ground for the repeal. */
const GROUND = /(?:根据|依据|按照|依照|遵照|经)[^,。;]{0,120}$/u
const ENGLISH: readonly RegExp[] = [
  /(?<![a-z,] )the ([a-z][^.;]{4,140}?(?: (?:18|19|20)\d{2}|\))) (?:is|are|shall be) (?:hereby )?(?:repealed|revoked|rescinded|superseded|cancelled)/gu,
  /this (?:[a-z]+ ){1,3}(?:supersedes|replaces|cancels|repeals) ([a-z][^;]{4,140}?)(?=(?<!\bno)\.(?:\s|$)|;|, (?:which|with)|$)/gu,
  /([a-z][a-z ]{3,60} no\. ?\d{1,4}(?:\/| of )\d{2,4}(?: dated [^.;]{6,30})?) (?:is|are|shall be) (?:hereby )?(?:superseded|cancelled|replaced|repealed)/gu,
]
/** Words before a number that the pattern of its name takes along. */
const LEAD =
  /^(?:.*(?:发布|公布|印发|下发|制定)的|[一二三四五六七八九十]{1,3}、|(?:和|与|及|以及|原|此前|同时|取代|代替|废止|的|自)+)/u
/** Share of the measures, counted from the end, in which a repeal clause of the document may stand. */
const TAIL_SHARE = 0.15
/** … and at least this many characters: the last measures of a short document. */
const MIN_TAIL = 2_000

/**
 * The documents that this one repeals or replaces: 《…》（国发〔2010〕1号）同时废止, 本通告取代…. Only what stands
 * outside the measures or at their end; a repeal of single articles is none of the document.
 */
export function findRepeals(
  condensed: CondensedText,
  measures: { readonly from: number; readonly to: number },
): readonly RepealFact[] {
  const { text } = condensed
  const tail = measures.to - Math.max(MIN_TAIL, (measures.to - measures.from) * TAIL_SHARE)
  const isOwn = (index: number): boolean => index < measures.from || index >= tail
  const facts = new Map<number, RepealFact>()
  for (const match of text.matchAll(REPEAL)) {
    if (!isOwn(match.index)) continue
    const { from, to } = sentenceAt(text, match.index, match[0].length)
    const isBefore =
      !/^(?:废止|取代|代替)/u.test(match[0]) || /[》)]/u.test(text.charAt(match.index - 1))
    const area = isBefore ? { from, to: match.index } : { from: match.index, to }
    for (const fact of namesIn(condensed, area)) facts.set(fact.start, fact)
  }
  for (const match of text.matchAll(REPLACES)) {
    if (!isOwn(match.index)) continue
    const from = match.index + match[0].length
    const { to } = sentenceAt(text, from, 0)
    for (const fact of namesIn(condensed, { from, to })) facts.set(fact.start, fact)
  }
  for (const pattern of ENGLISH) {
    for (const match of text.matchAll(pattern)) {
      if (!isOwn(match.index)) continue
      const words = match[1] ?? ''
      const from = match.index + match[0].indexOf(words)
      const quotation = condensed.quote(from, from + words.length)
      const title = withoutBreaks(quotation.quote)
      if (/^(?:section|regulation|part|paragraph|rule|article|schedule)s? \d/u.test(words)) continue
      facts.set(quotation.start, { value: title, ...quotation, title, documentNumber: null })
    }
  }
  return [...facts.values()].toSorted((a, b) => a.start - b.start)
}

function namesIn(
  condensed: CondensedText,
  { from, to }: { readonly from: number; readonly to: number },
): RepealFact[] {
  const words = condensed.text.slice(from, to)
  const found: RepealFact[] = []
  let rest = words
  for (const match of words.matchAll(NAMED)) {
    rest = rest.replace(match[0], '·'.repeat(match[0].length))
    if (
      GROUND.test(
        words
          .slice(0, match.index)
          .split(/废止|施行|实施/u)
          .at(-1) ?? '',
      )
    )
      continue
    const title = match[1] ?? ''
    const titleFrom = from + match.index + 1
    const number = match[2] === undefined ? undefined : WHOLE_NUMBER.exec(match[2])
    const length = match[2] !== undefined && !number ? title.length + 2 : match[0].length
    const quotation = condensed.quote(from + match.index, from + match.index + length)
    const numberFrom = titleFrom + title.length + 2
    found.push({
      value: withoutBreaks(quotation.quote),
      ...quotation,
      title: withoutBreaks(condensed.quote(titleFrom, titleFrom + title.length).quote),
      documentNumber: number
        ? canonicalNumber(condensed.quote(numberFrom, numberFrom + (match[2] ?? '').length).quote)
        : null,
    })
  }
  if (found.length > 0) return found
  for (const match of rest.matchAll(NUMBER_ALONE)) {
    if (GROUND.test(rest.slice(0, match.index))) continue
    const lead = LEAD.exec(match[0])?.[0].length ?? 0
    const quotation = condensed.quote(
      from + match.index + lead,
      from + match.index + match[0].length,
    )
    const documentNumber = canonicalNumber(quotation.quote)
    found.push({ value: documentNumber, ...quotation, title: null, documentNumber })
  }
  return found
}
