import { HAN_NUMERAL_CLASS } from '../../domain/han-numerals.js'
import type { DocumentLine } from './document-line.js'
import type { LabelReading } from './label-reading.js'
import {
  ENGLISH_UNITS,
  KNOWN_WORDS,
  LABEL_PATTERNS,
  NEVER_ITEMS,
  ORDINAL_UNITS,
  RANK,
} from './label-styles.js'
import { contextPrior, isQuantity, refersElsewhere } from './label-context.js'
import { readEnclosed, readLetter, readNumber, readRoman } from './read-number.js'

/** Highest number that a list is believed to reach; above it stand years, rooms, laws of other lists. */
const MAX_VALUE = 1999
/** Highest number of a form that is also an everyday quantity. */
const MAX_PLAIN_VALUE = 399

/** Blanks, a byte order mark, marks of Markdown (heading, quote, bullet, bold) or of a table's cell. */
const BEFORE_LABEL =
  /[\s\u3000\ufeff]{0,60}(?:>[ \t]?)?(?:#{1,6}[ \t]{1,4}|[|｜][ \t]*|[-*•][ \t]{1,3}(?=[*_(（\d第\u4e00-\u9fff]))?(?:\*\*|__)?[ \t]{0,4}/uy
/** The end of a sentence in the middle of a line, behind which a label may stand by mistake of the copyist. */
const SENTENCE_END = /[。！？；][”’」』）)]{0,2}[ \t\u3000]{0,4}/gu

type Found = Pick<LabelReading, 'style' | 'rank' | 'value' | 'label' | 'distinct'> & {
  readonly end: number
  readonly inserted?: number
  readonly outer?: number
  readonly prior?: number
}

/** Every way to read the start of a line as a label, and the labels behind full stops inside it. */
export function readLabels(line: DocumentLine): LabelReading[] {
  if (line.role !== 'text') return []
  const { text } = line
  BEFORE_LABEL.lastIndex = 0
  const at = BEFORE_LABEL.exec(text)?.[0].length ?? 0
  const first = text.search(/\S/u)
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
  return [...readings, ...labelsInside(line)]
}

/** A line that its file or its Markdown marks as a heading is more likely one. */
const HEADED_PRIOR = 1
/** A heading stands above a plain line of its form; less than the step to the next form's rank. */
const HEADING_STEP = 0.06
const LOWEST_HEADING = 7
/** A label inside a line is taken only where the list would have a gap without it. */
const INLINE_PRIOR = -2.2

function toReading(
  line: DocumentLine,
  found: Found,
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
    label: found.label,
    prior,
    distinct: found.distinct && !inline,
    inline,
  }
}

function labelsInside(line: DocumentLine): LabelReading[] {
  const readings: LabelReading[] = []
  for (const match of line.text.matchAll(SENTENCE_END)) {
    const at = match.index + match[0].length
    for (const found of labelsAt(line.text, at)) {
      if (!found.distinct) continue
      const rest = line.text.slice(found.end)
      if (rest.trim() === '' || refersElsewhere(rest, found.rank)) continue
      readings.push(toReading(line, found, at, INLINE_PRIOR, true))
    }
  }
  return readings
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function labelsAt(text: string, at: number): Found[] {
  const character = text.charAt(at)
  if (character === '') return []
  if (character === '第') return ordinalAt(text, at)
  if ('(（﹙'.includes(character)) return bracketAt(text, at)
  const found: Found[] = []
  const enclosed = readEnclosed(text.slice(at, at + 2))
  if (enclosed !== undefined) return [enclosedAt(text, at, enclosed)]
  if (/[0-9０-９]/u.test(character)) return arabicAt(text, at)
  if (/[A-Za-z]/u.test(character)) return latinAt(text, at)
  const han = match(LABEL_PATTERNS.han, text, at)
  const value = han?.[1] === undefined ? undefined : readNumber(han[1])
  if (han?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const end = at + han[0].length
    const formal = !new RegExp(`^[${HAN_NUMERAL_CLASS}]`, 'u').test(han[1])
    found.push({
      style: formal ? 'formal' : 'han',
      rank: formal ? RANK.formal : RANK.han,
      value,
      inserted: readNumber(han[2] ?? '') ?? 0,
      label: han[2] === undefined ? han[1] : `${han[1]}之${han[2]}`,
      end,
      distinct: true,
      prior: !formal && isNumberPair(value, text.slice(end)) ? -2.5 : 0,
    })
    return found
  }
  found.push(...aloneAt(text, at), ...wordAt(text, at))
  return found
}

/** 一、二线城市 and 三、四季度: what follows is the next number and a word that is counted with both. */
function isNumberPair(value: number, rest: string): boolean {
  const pair = NUMBER_PAIR.exec(rest)?.[1]
  return pair !== undefined && readNumber(pair) === value + 1
}

const NUMBER_PAIR = /^([二三四五六七八九十])(?:[、线線季年月级級类類等期产產次种種成人日楼层層号號个個批审審手档星条條款项項章节節]|$)/u

function ordinalAt(text: string, at: number): Found[] {
  const found = match(LABEL_PATTERNS.ordinal, text, at)
  const unit = ORDINAL_UNITS[found?.[3] ?? '']
  const printed = found?.[1] ?? ''
  const value = readNumber(printed) ?? readRoman(printed)
  if (found === null || unit === undefined || value === undefined || value > MAX_VALUE) return []
  const inserted = readNumber(found[4] ?? found[2] ?? '')
  const [style, rank] = unit
  return [
    {
      style: `第${style}`,
      rank,
      value,
      inserted: inserted ?? 0,
      label: found[0].replace(/[\s\u3000:：]/gu, ''),
      end: at + found[0].length,
      distinct: rank !== RANK.han,
      // 第一款, 第三项 begin a wrapped reference far more often than an item.
      prior: rank === RANK.han ? -1 : 0,
    },
  ]
}

function bracketAt(text: string, at: number): Found[] {
  const found = match(LABEL_PATTERNS.bracket, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const arabic = /[0-9０-９]/u.test(found[1])
    const printed = arabic ? String(value) : found[1]
    return [
      {
        style: arabic ? '(1)' : '（一）',
        rank: arabic ? RANK.arabicBracket : RANK.hanBracket,
        value,
        label: `（${printed}）`,
        end: at + found[0].length,
        distinct: true,
      },
    ]
  }
  const latin = match(LABEL_PATTERNS.latinBracket, text, at)
  return latin?.[1] === undefined ? [] : latinReadings(latin[1], at + latin[0].length, '()')
}

function enclosedAt(text: string, at: number, value: number): Found {
  const code = text.codePointAt(at) ?? 0
  const dotted = code >= 0x2488 && code <= 0x249b
  const bracketed = code >= 0x2474 && code <= 0x2487
  const han = code >= 0x3220 && code <= 0x3229
  const [style, rank] = han
    ? (['（一）', RANK.hanBracket] as const)
    : bracketed
      ? (['(1)', RANK.arabicBracket] as const)
      : dotted
        ? (['1.', RANK.arabic] as const)
        : (['①', RANK.circled] as const)
  const end = at + String.fromCodePoint(code).length
  return {
    style,
    rank,
    value,
    label:
      style === '①'
        ? text.slice(at, end)
        : text.slice(at, end).normalize('NFKC').replace(/\.$/, ''),
    end,
    distinct: true,
  }
}

function arabicAt(text: string, at: number): Found[] {
  const found: Found[] = []
  const dotted = match(LABEL_PATTERNS.dotted, text, at)
  if (dotted?.[1] !== undefined && dotted[2] !== undefined) {
    const end = at + dotted[0].length
    const levels = [dotted[1], ...dotted[2].normalize('NFKC').slice(1).split('.')].map(Number)
    if (
      !isQuantity(text.slice(end)) &&
      levels.every((level) => readNumber(String(level)) !== undefined)
    ) {
      found.push({
        style: `1${'.1'.repeat(levels.length - 1)}`,
        rank: RANK.dotted + levels.length / 100,
        value: levels.at(-1) ?? 0,
        outer: levels.at(-2) ?? 0,
        label: levels.join('.'),
        end,
        distinct: false,
        // 1.5 may be a quantity that a line break cut off.
        prior: -0.3,
      })
    }
    return found
  }
  const plain = match(LABEL_PATTERNS.arabic, text, at)
  if (plain?.[1] !== undefined) {
    const value = readNumber(plain[1])
    const end = at + plain[0].length
    if (value === undefined || value > MAX_PLAIN_VALUE) return found
    const letters = plain[2] ?? ''
    const inserted = letters === '' ? 0 : (readLetter(letters.charAt(letters.length - 1)) ?? 0)
    found.push({
      style: '1.',
      rank: RANK.arabic,
      value,
      inserted,
      label: `${value}${letters}`,
      end,
      distinct: true,
      prior: /^[ \t]*[、，,]/u.test(text.slice(end)) ? -2 : 0,
    })
    return found
  }
  const closed = match(LABEL_PATTERNS.closed, text, at)
  const closedValue = readNumber(closed?.[1] ?? '')
  if (closed?.[1] !== undefined && closedValue !== undefined && closedValue <= MAX_PLAIN_VALUE) {
    return [
      {
        style: '1)',
        rank: RANK.arabicBracket,
        value: closedValue,
        label: `${closedValue}）`,
        end: at + closed[0].length,
        distinct: true,
      },
    ]
  }
  const blank = match(LABEL_PATTERNS.blank, text, at)
  const value = readNumber(blank?.[1] ?? '')
  if (blank?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const end = at + blank[0].length
    if (!isQuantity(text.slice(end))) {
      found.push({
        style: '1 ',
        rank: RANK.arabic,
        value,
        label: String(value),
        end,
        distinct: false,
        // Words that end no sentence are more likely a title.
        prior: /[。，；,;]$/u.test(text.trimEnd()) ? -0.5 : 0.1,
      })
    }
  }
  found.push(...aloneAt(text, at))
  return found
}

function aloneAt(text: string, at: number): Found[] {
  const alone = match(LABEL_PATTERNS.alone, text, at)
  const value = readNumber(alone?.[1] ?? '')
  if (alone?.[1] === undefined || value === undefined || value > MAX_PLAIN_VALUE) return []
  const arabic = /[0-9０-９]/u.test(alone[1])
  const end = at + alone[0].length
  const bar = /^[ \t\u3000]*[|｜]/u.exec(text.slice(end))?.[0].length ?? 0
  return [
    {
      style: arabic ? 'row' : 'row 一',
      rank: arabic ? RANK.arabic : RANK.han,
      value,
      label: arabic ? String(value) : alone[1],
      end: end + bar,
      distinct: false,
      prior: -0.2,
    },
  ]
}

function wordAt(text: string, at: number): Found[] {
  const found = match(LABEL_PATTERNS.word, text, at)
  const word = found?.groups?.['word'] ?? ''
  const value = readNumber(found?.[2] ?? '')
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE) return []
  if (NEVER_ITEMS.has(word) || /[年月日第约共达至到超]$/u.test(word)) return []
  const known = KNOWN_WORDS.has(word)
  const separated = /[:：、.．【（|]$/u.test(found[0])
  return [
    {
      style: `word ${word}`,
      rank: RANK.named,
      value,
      label: found[0].replace(/[\s\u3000:：、.．]/gu, ''),
      end: at + found[0].length,
      distinct: known,
      prior: (known ? 0 : -1.5) + (separated ? 0 : -0.4),
    },
  ]
}

/** Latin words of articles that treaties insert: 5bis is the first behind 5. */
const LATIN_INSERTED: Readonly<Record<string, number>> = { bis: 1, ter: 2, quater: 3 }

function latinAt(text: string, at: number): Found[] {
  const english = match(LABEL_PATTERNS.english, text, at)
  const word = english?.groups?.['word'] ?? ''
  const rank = ENGLISH_UNITS[word.toLowerCase()]
  if (english?.[2] !== undefined && rank !== undefined && /^[A-Z]/u.test(word)) {
    const roman = readRoman(english[2])
    const value = readNumber(english[2]) ?? roman ?? readLetter(english[2])
    if (value === undefined) return []
    const capital = `${word.charAt(0)}${word.slice(1).toLowerCase()}`
    const found: Found = {
      style: `word ${word.toLowerCase()}`,
      rank,
      value,
      inserted: LATIN_INSERTED[english[3] ?? ''] ?? readLetter(english[3] ?? '') ?? 0,
      label: `${capital} ${english[2]}${english[3] ?? ''}`,
      end: at + english[0].length,
      distinct: true,
    }
    // Part C may follow Part B or Part XCIX.
    const letter = roman === undefined ? undefined : readLetter(english[2])
    return letter === undefined ? [found] : [found, { ...found, value: letter }]
  }
  const dot = match(LABEL_PATTERNS.latinDot, text, at)
  return dot?.[1] === undefined ? [] : latinReadings(dot[1], at + dot[0].length, '.')
}

function latinReadings(printed: string, end: number, form: string): Found[] {
  const upper = printed === printed.toUpperCase()
  const found: Found[] = []
  const letter = readLetter(printed)
  const label = form === '.' ? printed : `(${printed})`
  if (letter !== undefined) {
    found.push({
      style: `${upper ? 'A' : 'a'}${form}`,
      rank: upper && form === '.' ? RANK.upperLetter : RANK.letter,
      value: letter,
      label,
      end,
      distinct: false,
    })
  }
  const roman = readRoman(printed)
  if (roman !== undefined) {
    found.push({
      style: `${upper ? 'I' : 'i'}${form}`,
      rank: upper && form === '.' ? RANK.upperRoman : RANK.roman,
      value: roman,
      label,
      end,
      distinct: false,
    })
  }
  return found
}
