import type { DocumentLine } from './document-line.js'
import type { FoundLabel } from './found-label.js'
import { contextPrior, refersElsewhere } from './label-context.js'
import type { LabelReading } from './label-reading.js'
import { RANK } from './label-styles.js'
import { labelsAt } from './labels-at.js'

/** Blanks, a byte order mark, marks of Markdown (heading, quote, bullet, bold) or of a table's cell. */
const BEFORE_LABEL =
  /[\s\u3000\ufeff]{0,60}(?:>[ \t]?)?(?:#{1,6}[ \t]{1,4}|[|｜][ \t]*|[-*•][ \t]{1,3}(?=[*_(（【\d第\u4e00-\u9fff])|[◆◇■□●▲△★☆►▶➤][ \t]{0,3})?(?:\*\*|__)?[ \t]{0,4}(?:[问問][:：][ \t]?(?=[\d０-９]))?/uy
/** The end of a sentence in the middle of a line, behind which a label may stand by mistake of the copyist. */
const SENTENCE_END = /[。！？；][”’」』）)]{0,2}[ \t\u3000]{0,4}/gu
/** In a text that lost its lines also a colon, behind which its list begins. */
const CLAUSE_END = /[。！？；：:][”’」』）)]{0,2}[ \t\u3000]{0,4}/gu

/**
 * Every way to read the start of a line as a label, and the labels behind full stops inside it.
 *
 * @param runTogether Reads a text that has lost its lines: 一、 and 第一条 behind a full stop or a colon
 * count almost like those at the start of a line; bracketed numbers stay enumerations.
 */
export function readLabels(line: DocumentLine, runTogether = false): LabelReading[] {
  if (line.role !== 'text') return []
  const { text } = line
  BEFORE_LABEL.lastIndex = 0
  const at = line.row?.at ?? BEFORE_LABEL.exec(text)?.[0].length ?? 0
  const first = line.row === undefined ? text.search(/\S/u) : line.row.start - line.start
  if (first === -1) return []
  const headed = /^[\s>]*(#{1,6})/u.exec(text)?.[1]?.length ?? 0
  const readings = labelsAt(text, at).flatMap((found): LabelReading[] => {
    const rest = text.slice(found.end)
    const prior =
      (found.prior ?? 0) + contextPrior(line, rest, found) + (headed > 0 ? HEADED_PRIOR : 0)
    const reading = toReading(line, found, first, prior, false)
    if (headed === 0) return [reading]
    const rank = found.rank - (LOWEST_HEADING - headed) * HEADING_STEP
    return [{ ...reading, rank, list: `${'#'.repeat(headed)} ${found.style}` }]
  })
  return [...readings, ...labelsInside(line, runTogether)]
}

/** A line that its file or its Markdown marks as a heading is more likely one. */
const HEADED_PRIOR = 1
/** A heading stands above a plain line of its form; less than the step to the next form's rank. */
const HEADING_STEP = 0.06
const LOWEST_HEADING = 7
/** A label inside a line is taken only where the list would have a gap without it. */
const INLINE_PRIOR = -2.2
/** In a text without lines it is less likely than at a line's start, and still an item. */
const RUN_TOGETHER_PRIOR = -0.4

function toReading(
  line: DocumentLine,
  found: FoundLabel,
  from: number,
  prior: number,
  inline: boolean,
): LabelReading {
  return {
    line: line.index,
    start: line.start + from,
    end: line.start + found.end,
    style: found.style,
    list: found.style,
    rank: found.rank,
    value: found.value,
    inserted: found.inserted ?? 0,
    ...(found.outer === undefined ? {} : { outer: found.outer }),
    ...(found.first === undefined ? {} : { first: found.first }),
    ...(found.letters === undefined ? {} : { letters: found.letters }),
    label: found.label,
    prior,
    distinct: found.distinct && !inline,
    inline,
  }
}

function labelsInside(line: DocumentLine, runTogether: boolean): LabelReading[] {
  const readings: LabelReading[] = []
  for (const match of line.text.matchAll(runTogether ? CLAUSE_END : SENTENCE_END)) {
    const at = match.index + match[0].length
    for (const found of labelsAt(line.text, at)) {
      if (!found.distinct) continue
      const rest = line.text.slice(found.end)
      if (rest.trim() === '' || refersElsewhere(rest, found.rank)) continue
      const asItem = runTogether && (found.rank <= RANK.han || found.rank === RANK.arabic)
      const prior = asItem ? RUN_TOGETHER_PRIOR + (found.prior ?? 0) : INLINE_PRIOR
      readings.push(toReading(line, found, at, prior, !asItem))
    }
  }
  return readings
}
