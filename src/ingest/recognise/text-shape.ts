import { toHanNumeral } from '../../domain/han-numerals.js'
import type { TitleRule } from '../ingest-types.js'
import type { DocumentLine } from './document-line.js'
import type { OutlineNode } from './outline-tree.js'
import { visualWidth } from './visual-width.js'

const ENDS_SENTENCE = /[。！？!?：:；;….”’」』）)]$/u
const BRACKETED =
  /^[\s\u3000]*(?:【[^】]{1,60}】|〔[^〕]{1,60}〕|（[^）]{1,30}）(?=\S)|\([^)]{1,30}\)(?=\S))/u
/** A title on its line is shorter. */
const MAX_TITLE = 80
/** Share of the measures that must have a title of a kind for the document to have it. */
const MOST = 0.6
/** Share of unfinished lines inside measures from which the source counts as hard-wrapped. */
const WRAPPED_SHARE = 0.05
/** Columns of half width; a line so long without the end of a sentence was cut, whatever the width of the others. */
const LONGER_THAN_A_TITLE = 70
/** Columns of half width; no page is narrower. */
const MIN_FULL_LINE = 24

/** Where the titles of the measures are. */
export function titleRule(measures: readonly OutlineNode[]): TitleRule {
  const told = measures.filter(({ ownText }) => ownText !== '')
  const share = (holds: (node: OutlineNode) => boolean): number =>
    told.length === 0 ? 0 : told.filter(holds).length / told.length
  if (told.some(({ reading }) => reading.style.startsWith('row'))) return 'row'
  if (share(({ ownText }) => BRACKETED.test(ownText)) >= MOST) return 'brackets'
  if (share(hasTitleLine) >= MOST) return 'line'
  const style = measures[0]?.reading.style
  // Articles that begin with their first sentence have no titles; points that do have theirs in it.
  if (style === '第条' || style === 'word article' || style === 'word section') return 'none'
  return 'first-sentence'
}

function hasTitleLine({ ownText }: OutlineNode): boolean {
  const end = ownText.indexOf('\n')
  const first = end === -1 ? '' : ownText.slice(0, end)
  return first !== '' && first.length <= MAX_TITLE && !/[。；;：:，,]$/u.test(first)
}

/** Whether lines are hard-wrapped: enough of those inside measures end in the midst of a sentence. */
export function isWrapped(
  measures: readonly OutlineNode[],
  lines: readonly DocumentLine[],
  end: number,
): boolean {
  let wrapped = 0
  let all = 0
  measures.forEach((measure, index) => {
    const next = measures[index + 1]?.reading.line ?? lines.length
    const own = lines
      .slice(measure.reading.line + 1, next)
      .filter(({ role, start, hint }) => role === 'text' && start < end && hint?.cell === undefined)
    all += Math.max(0, own.length)
    // The last line of a measure goes on in nothing.
    wrapped += own.slice(0, -1).filter(({ text }, at) => isUnfinished(text, own[at + 1])).length
  })
  return wrapped > 0 && wrapped >= all * WRAPPED_SHARE
}

function isUnfinished(text: string, next: DocumentLine | undefined): boolean {
  const trimmed = text.trim()
  const width = visualWidth(trimmed)
  if (next === undefined || ENDS_SENTENCE.test(trimmed)) return false
  return width >= LONGER_THAN_A_TITLE || (width > MIN_FULL_LINE && next.continues === 'likely')
}

/** Words by which documents count their measures, in the spelling that is used to cite them. */
const UNIT_WORDS = '条|條|项|項|则|則|点|點|款'
const UNIT_OF_STYLE: readonly (readonly [RegExp, string])[] = [
  [/^第条$/u, '条'],
  [/^第则$/u, '则'],
  [/^word article$/u, 'Article'],
  [/^word section$/u, 'Section'],
  [/^word rule$/u, 'Rule'],
  [/^word regulation$/u, 'Regulation'],
  [/^word clause$/u, 'Clause'],
  [/^word measure$/u, 'Measure'],
  [/^word case$/u, 'Case'],
  [/^word (?:q|question)$/u, 'Question'],
  [/^word [a-z]+$/u, 'Item'],
  [/^word [问問]题?$/u, '问'],
  [/^word (?:案例|经验|經驗|做法)$/u, '则'],
  [/^(?:（一）|row)/u, '项'],
]

/**
 * How one measure is named: by its form; by the words with which the document counts its measures
 * (二十条措施, 43项); by what it tells (案例 are 则); else 条 for 一、 and 项 for the rest.
 *
 * @param front The text before the first measure.
 */
export function unitOf(measures: readonly OutlineNode[], front: string, text: string): string {
  const style = measures[0]?.reading.style ?? ''
  const traditional = TRADITIONAL.test(text)
  const spelled = (unit: string): string => (traditional ? (TRADITIONAL_UNITS[unit] ?? unit) : unit)
  if (!/\p{Script=Han}/u.test(text)) {
    const own = UNIT_OF_STYLE.find(([form, unit]) => form.test(style) && /^[A-Z]/.test(unit))?.[1]
    return own ?? englishUnit(text)
  }
  const printed = UNIT_OF_STYLE.find(([form]) => form.test(style))?.[1]
  const fixed = printed === undefined ? undefined : (UNITS_IN_CHINESE[printed] ?? printed)
  if (style === '第条' && fixed !== undefined) return spelled(fixed)
  const counted = new RegExp(
    `${countPattern(measures.length)}[ \\u3000]?(?:个|個)?(${UNIT_WORDS})`,
    'u',
  )
  const word = counted.exec(front)?.[1]
  if (word !== undefined) return word
  if (fixed !== undefined) return spelled(fixed)
  if (/案例/u.test(front) || /(?:这|該|该|此)项?案例/u.test(text)) return spelled('则')
  return spelled(style === 'han' ? (traditional ? '点' : '条') : '项')
}

/** The word by which an English text refers to its own numbers most often: section 4, Paragraphs 4 to 7. */
function englishUnit(text: string): string {
  const counts = new Map<string, number>()
  for (const [, word] of text.matchAll(
    /\b(section|paragraph|measure|item|rule|clause|point)s? \d/giu,
  )) {
    const unit = `${(word ?? '').charAt(0).toUpperCase()}${(word ?? '').slice(1).toLowerCase()}`
    counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'Item'
}

/** Chinese documents, too, count with Q1 and NO.1. */
const UNITS_IN_CHINESE: Readonly<Record<string, string>> = { Question: '问', Item: '项' }
const TRADITIONAL = /[條項則點個關於國務]/u
const TRADITIONAL_UNITS: Readonly<Record<string, string>> = {
  条: '條',
  项: '項',
  问: '問',
  则: '則',
  点: '點',
}

function countPattern(count: number): string {
  const numbers = [String(count)]
  if (count >= 1 && count <= 999) numbers.push(toHanNumeral(count))
  return `(?<![\\d零一二三四五六七八九十百])(?:${numbers.join('|')})`
}
