import { type FoundLabel, MAX_PLAIN_VALUE, matchAt } from './found-label.js'
import { isQuantity } from './label-context.js'
import { LABEL_PATTERNS } from './label-patterns.js'
import { RANK } from './label-styles.js'
import { readLetters, readNumber } from './read-number.js'

/** 1.5 may be a quantity that a line break cut off. */
const DOTTED_PRIOR = -0.3
/** What stands for several sections that are not there. */
const GONE =
  /^[ \t\u3000]{0,4}[（([【]?(?:repealed|deleted|omitted|revoked|spent|expired|reserved|not (?:yet )?in |删|刪|废|廢|略)/iu
/** 1-2 more often one. */
const HYPHENED_PRIOR = -0.8
/** 5G and 3D are names. */
const LETTERED_PRIOR = -0.5

/** Labels that begin with a figure: 1.1, 1. 1、 4A. 1) and a number before a blank or alone. */
export function arabicAt(text: string, at: number): FoundLabel[] {
  const dotted = levelsAt(text, at, LABEL_PATTERNS.dotted, DOTTED_PRIOR)
  if (dotted !== undefined) return dotted
  const range = rangeAt(text, at)
  const levels = levelsAt(text, at, LABEL_PATTERNS.hyphened, HYPHENED_PRIOR)
  if (levels !== undefined && !(range !== undefined && GONE.test(text.slice(range.end)))) {
    return levels
  }
  if (range !== undefined) return [range]
  const keycaps = matchAt(LABEL_PATTERNS.keycaps, text, at)
  if (keycaps?.[1] !== undefined) {
    const value = Number(keycaps[1].replace(/\D/gu, ''))
    return [
      {
        style: 'keycap',
        rank: RANK.arabic,
        value,
        label: keycaps[1],
        end: at + keycaps[0].length,
        distinct: true,
      },
    ]
  }
  return plainAt(text, at) ?? closedAt(text, at) ?? [...blankAt(text, at), ...aloneAt(text, at)]
}

/** 2.1 and 2-1; none where they are a quantity, `undefined` where they are something else. */
function levelsAt(
  text: string,
  at: number,
  pattern: RegExp,
  prior: number,
): FoundLabel[] | undefined {
  const found = matchAt(pattern, text, at)
  if (found?.[1] === undefined || found[2] === undefined) return undefined
  const end = at + found[0].length
  const printed = `${found[1]}${found[2]}`.normalize('NFKC')
  const levels = printed.split(/[.-]/u).map(Number)
  // Nobody puts the wide blank of a heading between a quantity and its unit.
  if (!text.startsWith('\u3000', end) && isQuantity(text.slice(end))) return []
  return [
    {
      style: `1${'.1'.repeat(levels.length - 1)}`,
      rank: RANK.dotted + levels.length / 100,
      value: levels.at(-1) ?? 0,
      outer: levels.at(-2) ?? 0,
      label: printed,
      end,
      distinct: false,
      prior,
    },
  ]
}

/** 8.–11. stands for sections that are not printed or were repealed together. */
function rangeAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.range, text, at)
  const first = readNumber(found?.[1] ?? '')
  const value = readNumber(found?.[2] ?? '')
  if (found === null || first === undefined || value === undefined || first >= value) {
    return undefined
  }
  return {
    style: '1.',
    rank: RANK.arabic,
    value,
    first,
    label: found[0].replace(/[\s\u3000]|[.．、]$/gu, ''),
    end: at + found[0].length,
    distinct: false,
  }
}

/** The label as printed, full-width figures as figures: 1, 01, 4A. */
function printedLabel(number: string, letters: string): string {
  return number.normalize('NFKC') + letters
}

function insertion(letters: string): Pick<FoundLabel, 'inserted' | 'letters'> {
  return letters === '' ? {} : { inserted: readLetters(letters), letters: letters.toUpperCase() }
}

function plainAt(text: string, at: number): FoundLabel[] | undefined {
  const plain = matchAt(LABEL_PATTERNS.arabic, text, at)
  const colon = plain ?? matchAt(LABEL_PATTERNS.colon, text, at)
  if (colon?.[1] === undefined) return undefined
  const value = readNumber(colon[1])
  const end = at + colon[0].length
  if (value === undefined || value > MAX_PLAIN_VALUE) return []
  const letters = colon[2] ?? ''
  return [
    {
      style: plain === null ? '1:' : '1.',
      rank: RANK.arabic,
      value,
      ...insertion(letters),
      label: printedLabel(colon[1], letters),
      end,
      distinct: plain !== null,
      prior: /^[ \t]*[、，,]/u.test(text.slice(end)) ? -2 : 0,
    },
  ]
}

function closedAt(text: string, at: number): FoundLabel[] | undefined {
  const closed = matchAt(LABEL_PATTERNS.closed, text, at)
  const value = readNumber(closed?.[1] ?? '')
  if (closed?.[1] === undefined || value === undefined || value > MAX_PLAIN_VALUE) return undefined
  return [
    {
      style: '1)',
      rank: RANK.arabicBracket,
      value,
      label: `${printedLabel(closed[1], '')}）`,
      end: at + closed[0].length,
      distinct: true,
    },
  ]
}

function blankAt(text: string, at: number): FoundLabel[] {
  const blank = matchAt(LABEL_PATTERNS.blank, text, at)
  const value = readNumber(blank?.[1] ?? '')
  if (blank?.[1] === undefined || value === undefined || value > MAX_PLAIN_VALUE) return []
  const end = at + blank[0].length
  if (blank[3]?.includes('\u3000') !== true && isQuantity(text.slice(end))) return []
  const letters = blank[2] ?? ''
  return [
    {
      style: '1 ',
      rank: RANK.arabic,
      value,
      ...insertion(letters),
      label: printedLabel(blank[1], letters),
      end,
      distinct: false,
      // Words that end no sentence are more likely a title.
      prior:
        (/[。，；,;]$/u.test(text.trimEnd()) ? -0.5 : 0.1) + (letters === '' ? 0 : LETTERED_PRIOR),
    },
  ]
}

/** A number, Han or Arabic, alone in its line or cell. */
export function aloneAt(text: string, at: number): FoundLabel[] {
  const alone = matchAt(LABEL_PATTERNS.alone, text, at)
  const value = readNumber(alone?.[1] ?? '')
  if (alone?.[1] === undefined || value === undefined || value > MAX_PLAIN_VALUE) return []
  const letters = alone[2] ?? ''
  const arabic = /[0-9０-９]/u.test(alone[1])
  if (!arabic && letters !== '') return []
  const end = at + alone[0].length
  const bar = /^[ \t\u3000]*[|｜丨]/u.exec(text.slice(end))?.[0].length ?? 0
  return [
    {
      style: arabic ? 'row' : 'row 一',
      rank: arabic ? RANK.arabic : RANK.han,
      value,
      ...insertion(letters),
      label: arabic ? printedLabel(alone[1], letters) : alone[1],
      end: end + bar,
      distinct: false,
      prior: -0.2 + (letters === '' ? 0 : LETTERED_PRIOR),
    },
  ]
}
