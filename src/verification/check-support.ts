import type { Check } from './check.js'
import type { Claim, ReadSentence, Source } from './evidence.js'
import { liesIn } from './context.js'
import type { ComparedLanguage, Unit } from './read-text.js'
import { countsList } from './told-otherwise.js'

/** Weight of a word: its rarity in the corpus. */
export type WordWeight = (unit: Unit, language: ComparedLanguage) => number

/** How much of a claim its source bears. */
export interface Support {
  /** Share, 0 to 1, of the weight of the claim's words. 1 for a claim without words of its own. */
  readonly share: number
  /** Words of the claim that the source does not have. */
  readonly missing: readonly Unit[]
}

/** What a claim may have a few of without its source. */
export interface LooseWords extends Readonly<Record<ComparedLanguage, ReadonlySet<string>>> {
  /** Chinese characters that make a word of another without naming a thing: 各, 级, 数. */
  readonly morphemes: ReadonlySet<string>
  /** Words of duty, permission and prohibition: the tables compare what they are said of. */
  readonly compared: Readonly<Record<ComparedLanguage, (word: string) => boolean>>
}

/** Least support that a claim needs; fitted, see `fit-verifier.ts`. */
export interface SupportThresholds {
  readonly share: number
  /** Words that may be missing. */
  readonly missing: number
}

/** A phrase of light words (no longer, go through) is compared by the tables, not looked for. */
function isLight({ text, parts }: Unit): boolean {
  return text.includes(' ') && parts.length === 0
}

/** 两道, 三类: a number with a word that counts steps or kinds. */
const COUNTED = /^(?<count>[两二三四五六七八九十])[道点类环步关层段种项档级]$/u
const NUMERALS = '〇一二三四五六七八九十'

/** Whether a word counts what the source names in a row: 这两道 of 锚地初筛和泊位排查. */
function countsNamed({ text }: Unit, cited: readonly ReadSentence[]): boolean {
  const numeral = COUNTED.exec(text)?.groups?.['count']
  if (numeral === undefined) return false
  const count = numeral === '两' ? 2 : NUMERALS.indexOf(numeral)
  return countsList(
    count,
    cited.map(({ reading }) => reading.text),
    true,
  )
}

/** Borne words that a claim needs for each loose one, and loose ones that it may have at most. */
const BORNE_PER_LOOSE = 3
const MAX_LOOSE = 3

/**
 * Whether a Chinese word is put together of characters of one clause of what is cited: 抽查 of 抽选 and
 * 检查. Measured on other words, one in some hundreds is so by chance.
 */
function isComposed(
  { text }: Unit,
  cited: readonly ReadSentence[],
  { morphemes }: Pick<LooseWords, 'morphemes'>,
): boolean {
  if (!/^\p{Script=Han}{2,4}$/u.test(text)) return false
  const own = [...text].filter((character) => !morphemes.has(character))
  return (
    own.length > 0 &&
    cited.some(({ reading }) =>
      reading.clauses.some(({ start, end }) => {
        const clause = reading.text.slice(start, end)
        return own.every((character) => clause.includes(character))
      }),
    )
  )
}

/**
 * Measures the support of a claim. Quoted words are compared by another check; loose words, and those
 * composed of characters of the source, count as missing only beyond the few that a claim may have.
 */
export function supportOf(
  { reading }: Claim,
  { bearing, cited }: Pick<Source, 'bearing' | 'cited'>,
  weight: WordWeight,
  loose: LooseWords,
): Support {
  const own = reading.units.filter(
    (unit) =>
      unit.kind === 'content' &&
      !isLight(unit) &&
      !countsNamed(unit, cited) &&
      !loose.compared[reading.language](unit.text) &&
      !liesIn(unit, reading.quoted),
  )
  const borne = own.filter((unit) => bearing.bears(unit))
  const lacking = own.filter((unit) => !borne.includes(unit))
  // Names, numbers and quoted words are borne by other checks.
  const stated = reading.units.filter(({ kind }) => kind !== 'neutral').length - lacking.length
  const added = lacking.filter((unit) => isAdded(unit, reading, borne))
  const free = lacking
    .filter((unit) => !added.includes(unit))
    .filter((unit) => loose[reading.language].has(unit.text) || isComposed(unit, cited, loose))
    .slice(0, Math.min(MAX_LOOSE, Math.floor(stated / BORNE_PER_LOOSE)))
  const missing = lacking.filter((unit) => !free.includes(unit))
  const mass = (units: readonly Unit[]): number =>
    units.reduce((sum, unit) => sum + weight(unit, reading.language), 0)
  const total = mass(borne) + mass(missing)
  return { share: total === 0 ? 1 : mass(borne) / total, missing }
}

/** Words by which a clause says what must, may or need not be. */
const RULES = {
  zh: /无需|无须|毋须|毋需|不必|不用|不需|必须|务必|不得|不能|不可|可以|免[予于去除]|仍[需须要]|还[需须要]/u,
  en: /\b(?:must|may|can|cannot|need|needs|have to|has to|without|not|no|never)\b/u,
}

/** Whether a word stands in a clause of its own that rules something of which the source has no word. */
function isAdded(
  { start, end }: Unit,
  { clauses, text, language }: Claim['reading'],
  borne: readonly Unit[],
): boolean {
  const clause = clauses.find((each) => each.start <= start && end <= each.end)
  if (clause === undefined || clauses.length === 1) return false
  if (!RULES[language].test(text.slice(clause.start, clause.end))) return false
  return !clause.units.some((unit) => unit.kind === 'given' || borne.includes(unit))
}

/** The cited sentences must bear the words of a claim. */
export function createSupportCheck(
  weight: WordWeight,
  loose: LooseWords,
  thresholds: Readonly<Record<ComparedLanguage, SupportThresholds>>,
): Check {
  return (claim, source) => {
    const { share, missing } = supportOf(claim, source, weight, loose)
    const limit = thresholds[claim.language]
    if (missing.length <= limit.missing && share >= limit.share) return undefined
    return `support: ${missing.map(({ text }) => text).join(' ')}`
  }
}
