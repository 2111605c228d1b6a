import { ANY_MEASURE_WORDS, COUNT_ROWS, type CountClass, WORDS_AFTER_ONE } from './count-table.js'
import { HALF, type Rational, ZERO } from './rational.js'
import { UNIT_NAMES, type UnitName, unitRow } from './units.js'

/** What stands after a number: its unit, and what the unit's form adds to the number. */
export interface UnitReading {
  readonly unit: UnitName
  readonly counted: readonly CountClass[]
  readonly end: number
  /** 一年半, a year and a half. */
  readonly extra: Rational
  /** 2000余小时, 三个多月, fifty-odd pages. */
  readonly over: boolean
  /** Whether a unit or measure word was found at all. */
  readonly known: boolean
}

const unitOfWord = new Map<string, UnitName>()
const zhUnits: string[] = []
const enUnits: string[] = []
for (const name of UNIT_NAMES) {
  const { zh, en } = unitRow(name)
  for (const word of [...zh, ...en]) unitOfWord.set(word, name)
  zhUnits.push(...zh)
  enUnits.push(...en)
}

const classesOfWord = new Map<string, CountClass[]>(ANY_MEASURE_WORDS.map((word) => [word, []]))
const zhNouns: string[] = []
const plurals = new Map<string, CountClass[]>()
const singulars = new Map<string, CountClass[]>()
for (const { name, zh, zhNouns: nouns, en } of COUNT_ROWS) {
  for (const word of zh) push(classesOfWord, word, name)
  for (const word of nouns) push(classesOfWord, word, name)
  zhNouns.push(...nouns)
  for (const [singular, plural] of en) {
    push(singulars, singular, name)
    push(plurals, plural, name)
  }
}

function push(map: Map<string, CountClass[]>, word: string, name: CountClass): void {
  map.set(word, [...new Set([...(map.get(word) ?? []), name])])
}

function alternatives(words: Iterable<string>): string {
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).join('|')
}

/** Words that only begin like a noun that is counted: 市场, 关于. */
const NO_NOUN = '(?!国际|市场|区[域别]|省[级内直]|港[口澳]|关[于键税注]|报[关告]|企业[家化])'
/** Words that only begin like a unit: 元素, 成员, 折扣. */
const NO_UNIT = `${NO_NOUN}(?!元[素旦结体论化]|成[员品本果立交功效套]|折[扣合算叠旧射]|天然|年[级代]|升级|人民(?!币)|单[位证]|日常|次[日要]|方[案便面向式法]|家[庭具电长]|名[单称录]|块[牌地板])`
const NEXT_HAN = new RegExp(
  ` ?${NO_UNIT}(?:个半(?<halfOf>月|小时|钟头|星期|工作日)|个多(?<overOf>月|小时|钟头|星期)|(?<unit>${alternatives(zhUnits)}|(?<=俩)月)(?:(?<half>半)(?![年数价径成])|(?<over>多)(?![次种项边元样个家式方]))?|(?<counted>${alternatives(classesOfWord.keys())}))`,
  'uy',
)
const ODD = / ?(?:余|多|好几|来(?=[个家天年条项次人件])|-?odd(?![a-z]))/uy
const PLUS_NOUN = /\+(?= [a-z])/uy
/** The marks of bold type may stand between a number and its unit. */
const EMPHASIS = /\*{1,2}/uy
const AND_A_HALF = / and (?:a|one) half(?![a-z])/uy
const OR_MORE = /(?: or (?:more|fewer|less|above|over))?/uy
const NEXT_ENGLISH = new RegExp(
  `[ -]?(?<unit>${alternatives(enUnits)})(?![a-z0-9²³])(?<half> and a half(?![a-z]))?`,
  'uy',
)
const NEXT_NOUN_HAN = new RegExp(`${NO_NOUN}(?:${alternatives(zhNouns)})`, 'uy')
const NEXT_WORD = /[ -](?<word>[a-z]+)/uy

/** Words that end the noun phrase after a number. */
const PHRASE_END = new Set(
  'a an the and or but of in on at to for from by with within into as than is are was were be been have has had may can must shall will would should could that which who this these those it its their per each every not no if when'.split(
    ' ',
  ),
)
/** How many words after a number are searched for what it counts: 3 main innovative practices. */
const PHRASE_WORDS = 3

/** Reads what stands at `at`, directly after a number. */
export function readUnit(rest: string, at: number, isOne: boolean): UnitReading {
  const plain = test(EMPHASIS, rest, at)?.end ?? at
  const odd = test(ODD, rest, plain)
  const over = odd !== undefined
  const from = odd?.end ?? plain
  const han = test(NEXT_HAN, rest, from)
  if (han !== undefined) return hanReading(rest, han, over)
  const half = test(AND_A_HALF, rest, from)
  const afterHalf = half?.end ?? test(PLUS_NOUN, rest, from)?.end ?? from
  const skipped = test(OR_MORE, rest, afterHalf)?.end ?? afterHalf
  const english = test(NEXT_ENGLISH, rest, skipped)
  if (english !== undefined) {
    const extra = half !== undefined || english.groups['half'] !== undefined ? HALF : ZERO
    const unit = unitOfWord.get(english.groups['unit'] ?? '') ?? 'count'
    return { unit, counted: [], end: english.end, extra, over, known: true }
  }
  return {
    ...readNoun(rest, skipped, isOne),
    unit: 'count',
    extra: half === undefined ? ZERO : HALF,
    over,
  }
}

/** Whether a word that can be counted follows, and no punctuation, conjunction or verb. */
export function isNounNext(rest: string, at: number): boolean {
  const word = test(NEXT_WORD, rest, at)?.groups['word']
  return word !== undefined && !PHRASE_END.has(word)
}

/** Whether 一 counts where this measure word follows. */
export function countsAfterOne(rest: string, at: number): boolean {
  return WORDS_AFTER_ONE.some((word) => rest.startsWith(word, at))
}

interface Found {
  readonly end: number
  readonly groups: Readonly<Record<string, string | undefined>>
}

function test(pattern: RegExp, text: string, at: number): Found | undefined {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match === null ? undefined : { end: at + match[0].length, groups: match.groups ?? {} }
}

function hanReading(rest: string, { groups, end }: Found, over: boolean): UnitReading {
  const { halfOf, overOf, unit, half, over: overAfter, counted } = groups
  const known = true
  const nameOf = (word: string): UnitName =>
    unitOfWord.get(word) ?? unitOfWord.get(`个${word}`) ?? 'count'
  if (halfOf !== undefined) {
    return { unit: nameOf(halfOf), counted: [], end, extra: HALF, over, known }
  }
  if (overOf !== undefined) {
    return { unit: nameOf(overOf), counted: [], end, extra: ZERO, over: true, known }
  }
  if (unit !== undefined) {
    return {
      unit: nameOf(unit),
      counted: [],
      end,
      extra: half === undefined ? ZERO : HALF,
      over: over || overAfter !== undefined,
      known,
    }
  }
  const noun = test(NEXT_NOUN_HAN, rest, end)
  const measure = classesOfWord.get(counted ?? '') ?? []
  const named = noun === undefined ? [] : (classesOfWord.get(rest.slice(end, noun.end)) ?? [])
  return {
    unit: 'count',
    counted: measure.length === 0 ? named : measure,
    end: noun?.end ?? end,
    extra: ZERO,
    over,
    known,
  }
}

/** Looks a few words ahead for a noun that says what is counted: 52 provincial departments. */
function readNoun(
  rest: string,
  at: number,
  isOne: boolean,
): Pick<UnitReading, 'counted' | 'end' | 'known'> {
  let place = at
  for (let count = 0; count < PHRASE_WORDS; count += 1) {
    const next = test(NEXT_WORD, rest, place)
    const word = next?.groups['word'] ?? ''
    if (next === undefined || PHRASE_END.has(word)) break
    const compound = place === at && rest[at] === '-'
    const counted = plurals.get(word) ?? (isOne || compound ? singulars.get(word) : undefined)
    if (counted !== undefined) return { counted, end: next.end, known: true }
    place = next.end
  }
  return { counted: [], end: at, known: false }
}
