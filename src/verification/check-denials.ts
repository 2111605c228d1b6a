import type { Span } from '../domain/measure.js'
import type { Check } from './check.js'
import { likenessOf, nearestClauses, sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import { claimMarkers, type PlacedMarker, type Placing, sourceMarkers } from './placed-markers.js'
import type { Reading, Unit } from './read-text.js'

const IN_CLAUSE: Placing = { reach: 6, within: 'clause' }

/** Likeness (words shared of all words of both) from which a clause renders another. */
const RENDERS = 0.5

/** Words behind a denial that may name what is denied. */
const DENIED = 4

type Negations = Pick<Contrasts, 'negation' | 'file' | 'axes'>

/**
 * A clause that renders another must not deny more: 不实施评估 of 实施评估, nor deny a whole of which
 * its source denies a kind: 无需检查 of 无需过机检查.
 */
export function createDenialCheck({ negation, file, axes }: Negations): Check {
  const { conditions, modality } = file
  const light = { zh: new Set(conditions.zh.light), en: new Set(conditions.en.light) }
  return (claim, source) => {
    const own = claimMarkers(claim.reading, negation, IN_CLAUSE).filter(denies)
    if (own.length === 0) return undefined
    const all = sourceMarkers(source.cited, negation, IN_CLAUSE)
    const held = all.filter(denies)
    const known = [...all, ...sourceMarkers(source.backing, negation, IN_CLAUSE)]
    const added = own.filter(
      (marker) =>
        !isRepeated(marker, known) &&
        !isTerm(marker, source, all) &&
        !isReplaced(marker, source, axes),
    )
    const wrong =
      inverted(added, held, claim, source) ??
      widened(own, held, claim, light[claim.language]) ??
      alone(own, held, claim) ??
      added.find((marker) => isAskedFor(marker, source, held, modality.asks[claim.language]))
    if (wrong === undefined) return undefined
    return `negation: ${claim.reading.text.slice(wrong.start, wrong.end)} denies more`
  }
}

/** Words that say that what was done so far is done no more. */
const NO_MORE = /^(?:不再|no longer)$/u

/** 不再以养殖场为单位 tells 改变以养殖场为单位的固有模式. */
export function isReplaced(
  marker: PlacedMarker,
  { cited }: Source,
  axes: Contrasts['axes'],
): boolean {
  const { reading, start, end, right } = marker
  if (!NO_MORE.test(reading.text.slice(start, end))) return false
  const replaced = axes.find(({ id }) => id === 'old-new')
  return (
    replaced !== undefined &&
    sourceMarkers(cited, replaced.find, IN_CLAUSE).some(
      (other) => other.label === 'old' && sharedUnits(right, other.right).length * 2 > right.length,
    )
  )
}

/** Whether what is denied is what the source asks for and denies nowhere: 无须海关同意. */
function isAskedFor(
  { right }: PlacedMarker,
  { cited }: Source,
  held: readonly PlacedMarker[],
  asks: readonly string[],
): boolean {
  const denied = right.filter(({ kind }) => kind === 'content').slice(0, 1)
  const [word] = denied
  if (word === undefined || !asks.some((each) => word.text.startsWith(each.replace('*', ''))))
    return false
  return cited.some(({ reading }) =>
    reading.clauses.some((clause) => {
      const asked = sharedUnits(clause.units, denied).length > 0
      const isDenied = held.some(
        (each) =>
          each.reading === reading && sharedUnits(each.right.slice(0, DENIED), denied).length > 0,
      )
      return asked && !isDenied
    }),
  )
}

/** A prefix makes a term: what is non-intrusive is not denied. */
function denies({ reading, end }: PlacedMarker): boolean {
  return reading.text.charAt(end) !== '-'
}

/** Letters of a denial that is a term: exemption. */
const TERM = 7

/** Whether the source has the word in a phrase that denies nothing: duty reduction or exemption. */
function isTerm(
  { reading, start, end }: PlacedMarker,
  { cited }: Source,
  held: readonly PlacedMarker[],
): boolean {
  const word = reading.text.slice(start, end)
  const denied = held.some((other) => other.reading.text.slice(other.start, other.end) === word)
  return word.length >= TERM && !denied && cited.some((each) => each.reading.text.includes(word))
}

/** Whether a denial of the source is of the very word. */
function isRepeated({ right }: PlacedMarker, held: readonly PlacedMarker[]): boolean {
  const next = right.filter(({ kind }) => kind === 'content').slice(0, 1)
  return held.some(
    (other) =>
      sharedUnits(next, other.right.filter(({ kind }) => kind === 'content').slice(0, 2)).length >
      0,
  )
}

function inverted(
  added: readonly PlacedMarker[],
  held: readonly PlacedMarker[],
  { reading }: Claim,
  { cited }: Source,
): PlacedMarker | undefined {
  const clauses = cited.flatMap((each) => each.reading.clauses)
  return added.find((marker) => {
    const clause = reading.clauses.find((each) => isWithin(marker, each))
    if (clause === undefined) return false
    const nearest = nearestClauses(clause, clauses).filter(
      (each) => likenessOf(each, clause) >= RENDERS,
    )
    const count = added.filter((each) => isWithin(each, clause)).length
    return (
      nearest.length > 0 &&
      nearest.every((each) => {
        const text = cited.find((one) => one.reading.clauses.includes(each))
        return (
          held.filter((one) => one.reading === text?.reading && isWithin(one, each)).length < count
        )
      })
    )
  })
}

/** Before a denial that is the last of several things that may happen: 从轻、减轻或不予处罚. */
const OR_ELSE = { zh: /(?<others>[^，。；]{2,8})或者?$/u, en: /(?<others>[^,.;]{3,24},?) or $/u }

/** A denial told without the others of which only one happens: 不予处罚 of 从轻、减轻或不予处罚. */
function alone(
  own: readonly PlacedMarker[],
  held: readonly PlacedMarker[],
  { reading }: Claim,
): PlacedMarker | undefined {
  const either = held.flatMap((marker) => {
    const { text, units, language } = marker.reading
    const others = OR_ELSE[language].exec(text.slice(0, marker.start))?.groups?.['others']
    if (others === undefined) return []
    const from = text.slice(0, marker.start).lastIndexOf(others)
    const named = units.filter(({ start, end }) => start >= from && end <= marker.start)
    return [{ marker, named: named.filter(({ kind }) => kind === 'content') }]
  })
  return own.find((each) =>
    either.some(({ marker, named }) => {
      const denied = [...marker.right, ...marker.left].slice(0, DENIED)
      const isSame = sharedUnits([...each.right, ...each.left], denied).length > 0
      const elsewhere = held.some(
        (other) => other !== marker && sharedUnits(other.right, denied).length > 0,
      )
      return (
        isSame && !elsewhere && named.length > 0 && sharedUnits(named, reading.units).length === 0
      )
    }),
  )
}

function widened(
  own: readonly PlacedMarker[],
  held: readonly PlacedMarker[],
  claim: Claim,
  light: ReadonlySet<string>,
): PlacedMarker | undefined {
  return own.find((marker) => {
    const named = marker.right.slice(0, DENIED)
    const alike = held.filter((other) => sharedUnits(named, compoundOf(other)).length > 0)
    return (
      alike.length > 0 &&
      alike.every((other) => {
        const compound = compoundOf(other)
        const head = compound.at(-1)
        if (head === undefined || sharedUnits([head], named).length === 0) return false
        return compound.some((unit) => !light.has(unit.text) && !isKept(unit, claim, light))
      })
    )
  })
}

/** Each time, told in other words: 逐次 as 每换一次. */
const EACH = /[逐每]/u

/** Whether a claim has a word, and with it what narrows its head: 锚地初筛 is not 初筛. */
function isKept(unit: Unit, { reading }: Claim, light: ReadonlySet<string>): boolean {
  if (EACH.test(unit.text) && EACH.test(reading.text)) return true
  const shared = reading.units.filter((own) => sharedUnits([unit], [own]).length > 0)
  return shared.some(({ text }) => {
    if (!unit.text.endsWith(text)) return true
    const narrows = unit.text.slice(0, unit.text.length - text.length)
    return reading.text.includes(narrows) || light.has(narrows) || DENIAL.test(narrows)
  })
}

const DENIAL = /^[未无不没]$/u

/** The words that a marker of the source denies in one: 过机检查, machine inspection. */
function compoundOf({ right, reading, end }: PlacedMarker): readonly Unit[] {
  const compound: Unit[] = []
  let from = end
  for (const unit of right) {
    // 不再要求实货进出: the denial is a longer word.
    if (unit.start < end && right.length > 1) continue
    const joined =
      compound.length === 0
        ? unit.start - from <= LEAD[reading.language]
        : isJoined(reading, from, unit)
    if (!joined || unit.kind !== 'content') break
    compound.push(unit)
    from = unit.end
  }
  return compound.length <= COMPOUND ? compound : []
}

/** Words of a compound; more are a verb with its object. */
const COMPOUND = 2

/** Characters between a denial and what it denies. */
const LEAD = { zh: 2, en: 12 }

function isJoined({ text, language }: Reading, from: number, { start }: Unit): boolean {
  return text.slice(from, start) === (language === 'en' ? ' ' : '')
}

function isWithin({ start, end }: Span, clause: Span): boolean {
  return clause.start <= start && end <= clause.end
}
