import { isBodyName } from './bodies.js'
import { type CondensedText, condenseText } from './condensed-text.js'
import type { Fact, Span } from './facts-types.js'
import type { TextLine } from './text-lines.js'
import { endsAsTitle, isLetterhead, isTitleLine, isTitleNote } from './title-form.js'

/** Weights of what speaks for a title and against one; above zero it is believed. */
const WEIGHT = {
  /** After the last 附件 before the measures: the title of the list itself. */
  annex: 8,
  /** The text speaks of 《it》. */
  quoted: 5,
  /** The file's own title says the same. */
  file: 4,
  /** It ends as titles do. */
  form: 4,
  /** Marked as the first heading. */
  heading: 3,
  /** The first lines of the text that could be one; English titles often have no telling last word. */
  leading: 1,
  leadingEnglish: 5,
  /** Letterhead or nothing but a body's name. */
  letterhead: -8,
  /** Too short to tell one document from another, and not in a title's form. */
  short: -3,
} as const

const ANNEX =
  /^附(?:件|录|表)?(?:[\d一二三四五六七八九十]{1,3})?:?$|^(?:annex|appendix|attachment)(?: [\da-z]{1,3})?:?$/u
/** A title of two words or five characters without a title's form names nothing. */
const MIN_CHINESE = 6
const MIN_ENGLISH_WORDS = 3
/** A title stands near the beginning, or just before the first measure; the rest need not be weighed. */
const MAX_BLOCKS = 200
/** More lines than this are a paragraph. */
const MAX_LINES = 6

interface Block extends Span {
  readonly lines: readonly TextLine[]
  /** Condensed. */
  readonly words: string
  readonly afterAnnex: boolean
}

/** What the title is looked for in. */
export interface TitleSearch {
  readonly source: string
  readonly condensed: CondensedText
  /** Lines before the first measure. */
  readonly lines: readonly TextLine[]
  /** Lines that are known to be something else: fields, numbers, history, signatures. */
  readonly taken: ReadonlySet<TextLine>
  /** Value of a labelled field, if there is one. */
  readonly labelled: Span | undefined
  /** Title that the file names. */
  readonly fileTitle: string | null
}

/**
 * Finds the document's title before its first measure: lines that stand as titles do, joined over
 * line breaks, weighed by what the rest of the text and the file say. A covering notice's title gives
 * way to that of the list it covers.
 */
export function findTitle(search: TitleSearch): Fact | null {
  const all = titleBlocks(search)
  const blocks =
    all.length <= MAX_BLOCKS
      ? all
      : [...all.slice(0, MAX_BLOCKS / 2), ...all.slice(-MAX_BLOCKS / 2)]
  const fileTitle =
    search.fileTitle === null ? null : condenseText(withoutSite(search.fileTitle)).text
  const leading = blocks.find((block) => !isNamesOnly(block) && !isShort(block.words))
  const weighed = blocks.map((block) => ({
    block,
    weight: weigh(block, block === leading, search, fileTitle),
  }))
  const best = weighed.reduce<(typeof weighed)[number] | undefined>(
    (top, each) => (top === undefined || each.weight > top.weight ? each : top),
    undefined,
  )
  const labelled = search.labelled
  if (labelled !== undefined) {
    // The page's title is the notice's; the list has its own.
    const covers =
      best?.block.afterAnnex === true ||
      (best !== undefined && isCovered(best.block, labelled, search))
    if (!covers || best === undefined)
      return titleFact(search.source, withoutStop(search.source, labelled))
  }
  if (best !== undefined && best.weight > 0) return titleFact(search.source, best.block)
  return fileTitleInText(search, fileTitle) ?? namedInText(search)
}

function titleBlocks({ source, condensed, lines, taken }: TitleSearch): Block[] {
  const lastAnnex = lines.findLastIndex((line) =>
    ANNEX.test(line.text.replace(/(?<=[\u4e00-\u9fff\d])\s/gu, '')),
  )
  const counts = new Map<string, number>()
  for (const raw of source.split('\n')) counts.set(raw.trim(), (counts.get(raw.trim()) ?? 0) + 1)
  const repeats = (line: TextLine): number => counts.get(source.slice(line.start, line.end)) ?? 1

  const blocks: Block[] = []
  let open: TextLine[] = []
  let afterAnnex = false
  const close = (): void => {
    const [first, final] = [open[0], open.at(-1)]
    if (first === undefined || final === undefined) return
    const span = unbracketed(source, first.start, final.end)
    const words = condensed.text.slice(condensed.indexOf(span.start), condensed.indexOf(span.end))
    blocks.push({ ...span, lines: open, words, afterAnnex })
    open = []
  }
  lines.forEach((line, index) => {
    const isPart = !taken.has(line) && isTitleLine(line.text)
    const isContinuation =
      open.length > 0 &&
      !taken.has(line) &&
      (isPart || isTitleNote(line.text)) &&
      open.length < MAX_LINES &&
      continues(open, line, repeats)
    if (!isContinuation) close()
    if (isContinuation || isPart || isBracketedTitle(line, taken)) {
      if (open.length === 0) afterAnnex = lastAnnex >= 0 && index > lastAnnex
      open.push(line)
    }
  })
  close()
  return blocks
}

/** Whether a line goes on with the title that the open lines begin. */
function continues(
  open: readonly TextLine[],
  line: TextLine,
  repeats: (line: TextLine) => number,
): boolean {
  const before = open.at(-1)
  if (before === undefined) return false
  const words = open.map(({ text }) => text).join(' ')
  const plain = words.replace(/\s/gu, '')
  if (isTitleNote(line.text)) return true
  if (isOpen(plain, '《', '》') || isOpen(plain, '(', ')')) return true
  if (/\(关于.+\)$/u.test(plain)) return false
  // A running header stands on every page, the title once.
  if (repeats(before) !== repeats(line)) return false
  if (!/[\u4e00-\u9fff]/u.test(plain)) return continuesEnglish(words, line)
  const next = line.text.replace(/\s/gu, '')
  if (/^(?:的|之)/u.test(next)) return true
  if (isBodyName(plain) || open.every(({ text }) => isBodies(text))) {
    return (
      next.startsWith('关于') ||
      (!line.afterBlank && isBodies(line.text)) ||
      (!line.afterBlank && endsAsTitle(next) && !next.startsWith(plain))
    )
  }
  if (isLetterhead(plain)) return false
  // A blank line after a word or two parts a rubric (要闻) from what it stands over.
  if (line.afterBlank && plain.length < MIN_CHINESE) return false
  if (endsAsTitle(plain))
    return /^(?:实施)?(?:条例|细则|办法|方案|意见|规定)$/u.test(next) && !line.afterBlank
  if (next.startsWith('关于') && !/(?:海关|总署|办|委|部|局|府|院|会)$/u.test(plain)) return false
  return !line.isHeading
}

/** Words after which a line of an English title goes on. */
const CONNECTIVE =
  /(?:\b(?:and|of|for|the|on|to|in|with|or|by|at|from|under|concerning|regarding)|[,&:—–-])$/u

function continuesEnglish(words: string, line: TextLine): boolean {
  if (CONNECTIVE.test(words)) return true
  if (line.afterBlank || isBodyName(words)) return false
  return /^(?:and|of|for|the|on|to|in|with|or|\()\b/u.test(line.text) || !endsAsTitle(words)
}

function weigh(
  block: Block,
  isLeading: boolean,
  search: TitleSearch,
  fileTitle: string | null,
): number {
  const { words } = block
  const hasForm = endsAsTitle(words)
  let weight = 0
  if (isLeading) weight += isEnglish(words) ? WEIGHT.leadingEnglish : WEIGHT.leading
  if (hasForm) weight += WEIGHT.form
  else if (isShort(words)) weight += WEIGHT.short
  if (block.afterAnnex) weight += WEIGHT.annex
  if (block.lines[0]?.isHeading === true) weight += WEIGHT.heading
  if (
    fileTitle !== null &&
    (fileTitle === words || (fileTitle.includes(words) && !isShort(words)))
  ) {
    weight += WEIGHT.file
  }
  if (isQuotedInText(block, search)) weight += WEIGHT.quoted
  if (isNamesOnly(block)) weight += WEIGHT.letterhead
  return weight
}

const isEnglish = (words: string): boolean => !/[\u4e00-\u9fff]/u.test(words)

const isShort = (words: string): boolean =>
  isEnglish(words) ? words.split(' ').length < MIN_ENGLISH_WORDS : words.length < MIN_CHINESE

/** A letterhead, or nothing but names of bodies. */
const isNamesOnly = ({ lines, words }: Block): boolean =>
  lines.every(({ text }) => isBodies(text)) || isLetterhead(words)

/** Whether the front matter names the block's words in 《》 anywhere but in the block itself. */
function isQuotedInText(block: Block, { condensed, lines }: TitleSearch): boolean {
  const end = lines.at(-1)?.end ?? 0
  const front = condensed.text.slice(0, condensed.indexOf(end))
  const core = block.words.replace(/\([^()]*\)$/u, '')
  return core.length >= 5 && front.includes(`《${core}`) && !block.words.includes(`《${core}`)
}

function isCovered(block: Block, labelled: Span, { condensed }: TitleSearch): boolean {
  const notice = condensed.text.slice(
    condensed.indexOf(labelled.start),
    condensed.indexOf(labelled.end),
  )
  return block.words !== notice && notice.includes(`《${block.words}`)
}

/** The file's own title where it stands in the text, blanks aside. */
function fileTitleInText(
  { source, condensed }: TitleSearch,
  fileTitle: string | null,
): Fact | null {
  if (fileTitle === null || fileTitle.length < MIN_CHINESE) return null
  const at = condensed.text.indexOf(fileTitle)
  if (at < 0 || !endsAsTitle(fileTitle)) return null
  return titleFact(source, condensed.quote(at, at + fileTitle.length))
}

/** 制定《…》: a text that begins without its title still names it. */
function namedInText({ source, condensed, lines }: TitleSearch): Fact | null {
  const end = condensed.indexOf(lines.at(-1)?.end ?? 0)
  const match = /(?:制定|印发|公布|发布|出台)(?:了|本)?《([^》]{4,80})》(?!中|的|第)/u.exec(
    condensed.text.slice(0, end),
  )
  if (match === null) return null
  const from = match.index + match[0].indexOf('《') + 1
  return titleFact(source, condensed.quote(from, from + (match[1] ?? '').length))
}

function isBracketedTitle(line: TextLine, taken: ReadonlySet<TextLine>): boolean {
  return !taken.has(line) && /\(关于.{4,}\)$/u.test(line.text)
}

/** （关于…的公告） without its brackets and a number before them, 《…》 without its marks. */
function unbracketed(source: string, start: number, end: number): Span {
  const words = source.slice(start, end)
  if (/^《[^《》]+》$/u.test(words)) return { start: start + 1, end: end - 1 }
  const match = /[（(]([關关][於于][\s\S]+)[）)]$/u.exec(words)
  return match === null ? { start, end } : { start: start + match.index + 1, end: end - 1 }
}

function titleFact(source: string, { start, end }: Span): Fact {
  const quote = source.slice(start, end)
  return { value: titleValue(quote), quote, start, end }
}

/** A subject (主旨) is a sentence. */
function withoutStop(source: string, { start, end }: Span): Span {
  return { start, end: source.slice(start, end).endsWith('。') ? end - 1 : end }
}

/** Issuers that a blank parts stay parted; letters that are set apart do not. */
function titleValue(quote: string): string {
  // A private character stands for the blanks that stay.
  const joined = quote.replace(/\s*\n\s*/gu, '\n')
  const line = joined.replace(/(?<=[\x21-\x7e])\n(?=[\x21-\x7e])/gu, ' ').replaceAll('\n', '')
  return line
    .replace(/(?<=[^\x21-\x7e\s]{3})\s+(?=[^\x21-\x7e\s]{3})/gu, '\ue000')
    .replace(/(?<=[^\x21-\x7e\s])[^\S\ue000]+|[^\S\ue000]+(?=[^\x21-\x7e\s])/gu, '')
    .replace(/[^\S\ue000]+/gu, ' ')
    .replaceAll('\ue000', ' ')
    .trim()
}

function isBodies(text: string): boolean {
  const pieces = text.split(/[\s、,]+/u)
  return (
    isBodyName(text.replace(/\s/gu, '')) ||
    isBodyName(text) ||
    pieces.every((piece) => isBodyName(piece))
  )
}

const isOpen = (text: string, left: string, right: string): boolean =>
  text.lastIndexOf(left) > text.lastIndexOf(right)

/** Page titles end in the name of the site: …_中国政府网, … - 深圳海关. */
function withoutSite(title: string): string {
  return title.split(/[_|]|\s[-–—]+\s|--+/u)[0]?.trim() ?? title
}
