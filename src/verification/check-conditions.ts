import { sameQuantity } from '../quantities/same-quantity.js'
import { createBearing } from './bearing.js'
import type { Span } from '../domain/measure.js'
import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { Claim, ReadSentence, Source } from './evidence.js'
import type { Lexicon } from './lexicon.js'
import type { Contrasts, Finders } from './load-contrasts.js'
import type { MarkerFinder } from './marker-finder.js'
import type { Reading, Unit } from './read-text.js'
import type { PartReader, SourcePart } from './source-clauses.js'

/** Share of the words of a promise from which the nearest clause of a claim is held to tell it, … */
const TOLD_SHARE = 0.45

/** … and share of those repeated word for word from which it is told in any case. */
const SURELY_TOLD_SHARE = 0.75

/** Share of the words of a condition, or of one of its conjuncts, that a claim must keep, … */
const KEPT_SHARE = 0.66

/** … and of what a promise is about: one word of four may be the one that narrows it. */
const KEPT_OF_TOPIC = 0.8

/** Of two things joined by "or" a claim may be about one; words said of every condition tell half. */
const OR_SHARE = 0.5

/** What a list needs of its words: one of its items and what it is a list of. */
const LIST_SHARE = 0.3

const CONJUNCTION = { zh: /并且|而且|且|并/u, en: / and /u }
const PREMISE_JOINED = /并且|而且|且|并|、/u
const ALTERNATIVE = { zh: /或/u, en: / or /u }
const LIST = { zh: /、/u, en: /,/u }

/** Examples of a condition may be left out. */
const EXAMPLES = / such as /u

const NO_FINDERS: Finders = { zh: () => [], en: () => [] }

type Bears = (unit: Unit) => boolean

type ConditionTables = Pick<Contrasts, 'file' | 'axes' | 'negation' | 'parties'>

/** Who or what a promise is for, and under what conditions, must be told with it. */
export function createConditionCheck(
  parts: PartReader,
  lexicon: Lexicon,
  { file: { conditions }, axes, negation, parties }: ConditionTables,
): Check {
  const before = axes.find(({ id }) => id === 'time-order')?.find ?? NO_FINDERS
  const light = { zh: new Set(conditions.zh.light), en: new Set(conditions.en.light) }
  return (claim, source) => {
    const { reading } = claim
    const denies = negation[claim.language](reading.text, reading.boundaries).length > 0
    const isSaid = markedAlike(claim, source, { axes, parties })
    const words = new Set(reading.units.map(({ keys }) => keys[0]))
    const repeats: Bears = ({ keys }) => words.has(keys[0])
    const read = source.cited.map((sentence) => ({
      sentence,
      all: parts(sentence.reading),
      bears: bearsOf(claim, sentence, lexicon, isSaid),
    }))
    const best = bestParts(
      claim.language === 'en' ? promisesOf(parts(claim.reading)) : claim.reading.clauses,
      read.flatMap(({ all }) => all),
    )
    for (const { sentence, all, bears } of read) {
      for (const part of all) {
        if (part.kind !== 'main') continue
        // What is denied is not told by who denies nothing; a denial that is lost is found elsewhere.
        if (!denies && isDenial(part, sentence.reading, negation)) continue
        const promised = promisedBy(part)
        const told = best.has(part)
          ? shareOf(promised, bears) >= TOLD_SHARE
          : shareOf(promised, repeats) >= SURELY_TOLD_SHARE
        if (!told) continue
        const conditions = [...part.inside, ...governing(all, part, sentence.reading)].filter(
          (units) => !isOtherItem(units, part, all, sentence.reading, bears),
        )
        for (const units of conditions) {
          if (isAhead(units, sentence, claim, before)) continue
          const lost =
            lostOf(units, sentence.reading, bears, light[claim.language], keptShare(units, all)) ??
            timeLost(units, sentence.reading, claim, before)
          if (lost !== undefined) return `condition: ${lost} is dropped`
        }
      }
    }
    return undefined
  }
}

function keptShare(units: readonly Unit[], all: readonly SourcePart[]): number {
  const isTopic = all.some((part) => part.kind === 'topic' && part.units === units)
  return isTopic ? KEPT_OF_TOPIC : KEPT_SHARE
}

/** Whether a part of a source begins by denying: 免于现场评审. */
function isDenial(
  { start, end }: SourcePart,
  { text, boundaries, language }: Reading,
  negation: Finders,
): boolean {
  if (language !== 'zh') return false
  return negation.zh(text, boundaries).some((each) => each.start === start && each.end < end)
}

/**
 * Tells whether a word of a source is a marker that a claim has in other words: as a rule for in
 * principle, you for importers. What is said of whom is compared by other checks.
 */
function markedAlike(
  { reading }: Claim,
  { cited }: Source,
  { axes, parties }: Pick<ConditionTables, 'axes' | 'parties'>,
): (sentence: ReadSentence, unit: Unit) => boolean {
  const asker: Finders = { zh: askers(parties.zh), en: askers(parties.en) }
  const tables = [
    ...axes.filter(({ sides }) => sides.some(({ keep }) => keep)).map(({ find }) => find),
    asker,
  ]
  const alike = new Map<ReadSentence, readonly Span[]>()
  for (const sentence of cited) {
    alike.set(
      sentence,
      tables.flatMap((find) => {
        const labels = new Set(
          find[reading.language](reading.text, reading.boundaries).map(({ label }) => label),
        )
        const { text, boundaries, language } = sentence.reading
        return find[language](text, boundaries).filter(({ label }) => labels.has(label))
      }),
    )
  }
  return (sentence, unit) =>
    (alike.get(sentence) ?? []).some(({ start, end }) => start <= unit.start && unit.end <= end)
}

/** Whom a measure is for, and who asks: you for importers. */
const ASKERS: ReadonlySet<string> = new Set(['enterprise', 'traveller'])

function askers(find: MarkerFinder): MarkerFinder {
  return (text, boundaries) => find(text, boundaries).filter(({ label }) => ASKERS.has(label))
}

/** A condition that ends before something happens, told by a claim that sets no time. */
function timeLost(
  units: readonly Unit[],
  { text, language }: Reading,
  { reading }: Claim,
  before: Finders,
): string | undefined {
  const [first, last] = [units[0], units.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const span =
    language === 'zh'
      ? /^之?前/u.exec(text.slice(last.end))?.[0]
      : /(?:before|until|prior to)\s+(?:the\s+)?$/u.exec(text.slice(0, first.start))?.[0]
  if (span === undefined) return undefined
  const kept = before[language](reading.text, reading.boundaries).some(
    // 检查前, or 先提离 without what it is ahead of.
    ({ label, attach }) => label === 'next' || attach === (language === 'zh' ? 'right' : 'left'),
  )
  return kept ? undefined : `${text.slice(first.start, last.end)} (${span.trim()})`
}

/** Words by which something is done ahead of what would come first. */
const AHEAD = { zh: /先行|先|提前|提早/u, en: /\b(?:first|early|in advance|beforehand)\b/u }

/** 先行提离 tells that it is before the results: the period need not be told, unless a number sets it. */
function isAhead(
  units: readonly Unit[],
  { reading: { text, language }, quantities }: ReadSentence,
  { reading }: Claim,
  before: Finders,
): boolean {
  const [first, last] = [units[0], units.at(-1)]
  if (first === undefined || last === undefined) return false
  const ends =
    language === 'zh'
      ? /^之?前/u.test(text.slice(last.end))
      : /(?:before|until|prior to)\s+(?:the\s+)?$/u.test(text.slice(0, first.start))
  const counted = quantities.some(({ start, end }) => start < last.end && first.start < end)
  if (!ends || counted || !AHEAD[language].test(text)) return false
  return (
    AHEAD[language].test(reading.text) ||
    before[language](reading.text, reading.boundaries).some(
      ({ label, attach }) => label === 'next' && attach === (language === 'zh' ? 'left' : 'right'),
    )
  )
}

/** Whether a claim holds a word of a sentence it cites; numbers are compared by what they are. */
function bearsOf(
  { reading, quantities }: Claim,
  cited: ReadSentence,
  lexicon: Lexicon,
  isSaid: (sentence: ReadSentence, unit: Unit) => boolean,
): Bears {
  const { bears } = createBearing([reading], lexicon)
  return (unit) => {
    const own = cited.quantities.find(({ start, end }) => start === unit.start && end === unit.end)
    if (own === undefined)
      return bears(unit) || reading.text.includes(unit.text) || isSaid(cited, unit)
    // 3个月前 may be told as at least three months before: the bound is compared by another check.
    return quantities.some((each) =>
      sameQuantity(
        each.kind === 'amount' && own.kind === 'amount' ? { ...each, bound: own.bound } : each,
        own,
      ),
    )
  }
}

/** Between two of these stands one item of a list. */
const BETWEEN_ITEMS = /[、或，,；;]|(?: or | and )/gu

/** Whether a word narrows one item of a list of which a claim tells only others: 国家重点工程、科研项目. */
function isOtherItem(
  units: readonly Unit[],
  part: SourcePart,
  all: readonly SourcePart[],
  { text }: Reading,
  bears: Bears,
): boolean {
  const [only] = units
  if (only === undefined || units.length > 1) return false
  const stops = [...text.matchAll(BETWEEN_ITEMS)].map(({ index, 0: stop }) => ({
    start: index,
    end: index + stop.length,
  }))
  const start = Math.max(0, ...stops.filter(({ end }) => end <= only.start).map(({ end }) => end))
  const end = Math.min(
    text.length,
    ...stops.filter((stop) => stop.start >= only.end).map((stop) => stop.start),
  )
  const holder = all.find((each) => each.units.includes(only)) ?? part
  const item = holder.units.filter(
    (unit) => unit !== only && unit.start >= start && unit.end <= end,
  )
  const isList = start > holder.start || end < holder.end
  return isList && item.length > 0 && !item.some(bears)
}

/** What a part states beside its conditions: 准许企业进口 of 准许企业在确保安全的前提下进口. */
function promisedBy({ units, inside }: SourcePart): readonly Unit[] {
  const rest = units.filter((unit) => !inside.some((condition) => condition.includes(unit)))
  return rest.length === 0 ? units : rest
}

/** What a claim promises, or all of it where it seems to promise nothing. */
function promisesOf(parts: readonly SourcePart[]): readonly SourcePart[] {
  const promises = parts.filter(({ kind }) => kind !== 'condition' && kind !== 'topic')
  return promises.length === 0 ? parts : promises
}

/** For each clause of a claim the promises that it tells best. */
function bestParts(
  clauses: readonly { readonly units: readonly Unit[] }[],
  parts: readonly SourcePart[],
): Set<SourcePart> {
  const best = new Set<SourcePart>()
  for (const { units } of clauses) {
    const own = units.filter(({ kind }) => kind !== 'neutral')
    const content = own.filter(({ kind }) => kind === 'content')
    const likeness = parts.map((part) => {
      if (part.kind !== 'main') return 0
      // 根据海口海关第十七条 tells nothing of what is promised.
      if (sharedUnits(content, part.units).length === 0) return 0
      const shared = sharedUnits(part.units, own).length
      return shared / Math.max(1, part.units.length + own.length - shared)
    })
    const most = Math.max(...likeness)
    parts.forEach((part, index) => {
      if (most > 0 && likeness[index] === most) best.add(part)
    })
  }
  return best
}

const ANAPHORIC = { zh: /后续|其余/u, en: /\b(?:later|subsequent|remaining)\b/u }

/** What narrows a promise: its topic, and conditions before it or, in English, behind it. */
function governing(
  all: readonly SourcePart[],
  main: SourcePart,
  { text, language }: Reading,
): (readonly Unit[])[] {
  const index = all.indexOf(main)
  const topic = topicOf(all, index)
  // For later batches: later ones of what the topic before is about.
  const before =
    topic !== undefined && ANAPHORIC[language].test(text.slice(topic.start, topic.end))
      ? all.filter(({ kind, group }) => kind === 'topic' && group < topic.group)
      : []
  const trailing: SourcePart[] = []
  const behind = all.slice(index + 1).filter(({ group }) => group === main.group)
  // Before a further promise a condition is that one's.
  if (language === 'en' && !behind.some(({ kind }) => kind === 'main')) {
    trailing.push(...behind.filter(({ kind }) => kind === 'condition'))
  }
  const found = [...conditionsOf(all, index, language), ...trailing]
  return [...before, ...(topic === undefined ? [] : [topic]), ...found].flatMap(
    ({ units, inside }) => [units, ...inside],
  )
}

/** 对X实施A is about A alone; 对X and a comma about all that follows until the next topic. */
function topicOf(all: readonly SourcePart[], index: number): SourcePart | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const part = all[at]
    if (part === undefined || part.group !== all[index]?.group) return undefined
    if (part.kind !== 'topic') continue
    const attached = all[at + 1]?.start === part.end
    return at === index - 1 || !attached ? part : undefined
  }
  return undefined
}

/** Conditions since the promise before; without any, a Chinese promise stands under its conditions. */
function conditionsOf(
  all: readonly SourcePart[],
  index: number,
  language: Reading['language'],
): SourcePart[] {
  const own: SourcePart[] = []
  for (let at = index - 1; at >= 0; at--) {
    const part = all[at]
    if (part === undefined || part.group !== all[index]?.group) break
    if (part.kind === 'condition') own.push(part)
    if (part.kind === 'main') {
      return own.length > 0 || language === 'en' ? own : conditionsOf(all, at, language)
    }
  }
  return own
}

function shareOf(units: readonly Unit[], bears: Bears): number {
  return units.length === 0 ? 0 : units.filter(bears).length / units.length
}

/** The words of a condition that a claim does not keep, or `undefined`. */
function lostOf(
  units: readonly Unit[],
  reading: Reading,
  bears: Bears,
  light: ReadonlySet<string>,
  kept: number,
): string | undefined {
  for (const all of conjunctsOf(units, reading)) {
    const examples = EXAMPLES.exec(reading.text.slice(all[0]?.start, all.at(-1)?.end))
    const from = (all[0]?.start ?? 0) + (examples?.index ?? Number.POSITIVE_INFINITY)
    const telling = all.filter(({ text, start }) => !light.has(text) && start < from)
    const conjunct = telling.length > 0 ? telling : all
    const first = conjunct[0]
    const last = conjunct.at(-1)
    if (first === undefined || last === undefined) continue
    const words = reading.text.slice(first.start, last.end)
    const needed =
      LIST[reading.language].test(words) && !isPremise(last, reading)
        ? LIST_SHARE
        : ALTERNATIVE[reading.language].test(words) || isLong(telling, conjunct)
          ? OR_SHARE
          : kept
    if (shareOf(conjunct, bears) >= needed) continue
    return reading.text.slice(first.start, last.end)
  }
  return undefined
}

/** Words of a condition, all of them said of every condition, from which half of them tell it. */
const LONG = 3

function isLong(telling: readonly Unit[], conjunct: readonly Unit[]): boolean {
  return telling.length === 0 && conjunct.length >= LONG
}

/** Of what is a premise (在加强管理、确保安全的前提下) every part is asked for. */
const PREMISE = /^(?:的|之)?(?:前提|基础|条件)/u

function isPremise(last: Unit | undefined, { text, language }: Reading): boolean {
  if (language !== 'zh' || last === undefined) return false
  return PREMISE.test(text.slice(last.end)) || PREMISE.test(last.text)
}

function conjunctsOf(units: readonly Unit[], reading: Reading): Unit[][] {
  const { text, language } = reading
  const conjuncts: Unit[][] = []
  let current: Unit[] = []
  const joins = isPremise(units.at(-1), reading) ? PREMISE_JOINED : CONJUNCTION[language]
  for (const [index, unit] of units.entries()) {
    const previous = units[index - 1]
    const between = previous === undefined ? '' : text.slice(previous.end, unit.start)
    if (previous !== undefined && between.match(joins) !== null) {
      conjuncts.push(current)
      current = []
    }
    current.push(unit)
  }
  return [...conjuncts, current].filter((each) => each.length > 0)
}
