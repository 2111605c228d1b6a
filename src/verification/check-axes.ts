import type { Check } from './check.js'
import { nearestClauses, sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Unit } from './read-text.js'
import type { ContrastAxis, Contrasts } from './load-contrasts.js'
import {
  claimMarkers,
  overlapOf,
  overlapsOf,
  type PlacedMarker,
  placeSpan,
  type Placing,
  sourceMarkers,
  standsVerbatim,
} from './placed-markers.js'

/** Words of a claim's marker that are compared, and where they are looked for in the source. */
const CLAIM: Placing = { reach: 4, within: 'clause' }
const SOURCE: Placing = { reach: 6, within: 'clause' }

const PLACINGS: Readonly<Record<string, readonly [claim: Placing, source: Placing]>> = {
  // What comes first and what next may stand in two clauses.
  'time-order': [
    { reach: 4, within: 'group', upToNext: true },
    { reach: 6, within: 'group', upToNext: true },
  ],
  change: [
    { ...CLAIM, light: true },
    { ...SOURCE, light: true },
  ],
}

/** Overlap with a marker of another side from which it is held to be about the same. */
const CLOSE = 6

/** Share of the words that a marker narrows from which a sentence speaks of the same. */
const KEEP_SHARE = 0.6

/** Words behind a marker that it narrows. */
const KEEP_REACH = 4

/** 进口 must not stand for 出口, 前 for 后, 全部 for 部分: marker by marker, each where its words stand. */
export function createAxisCheck({ axes }: Pick<Contrasts, 'axes'>): Check {
  return (claim, source) => {
    for (const axis of axes) {
      const wrong = exchanged(axis, claim, source) ?? lost(axis, claim, source)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

function exchanged(axis: ContrastAxis, claim: Claim, source: Source): string | undefined {
  const [ownPlacing, placing] = PLACINGS[axis.id] ?? [CLAIM, SOURCE]
  const claimed = claimMarkers(claim.reading, axis.find, ownPlacing)
  if (claimed.length === 0) return undefined
  const held = sourceMarkers(source.cited, axis.find, placing)
  // Title and explanations may bear a word; only what is cited contradicts one.
  const backing = sourceMarkers(source.backing, axis.find, placing)
  for (const marker of claimed) {
    if (standsVerbatim(marker, source.cited, axis.id === 'time-order' ? TIME_REACH : 1)) continue
    // 77%以上: the bound of a number is compared with the number.
    if (
      axis.id === 'degree' &&
      claim.quantities.some(({ start, end }) => start < marker.end && marker.start <= end)
    )
      continue
    if (axis.id === 'time-order' && tellsCondition(marker, source)) continue
    if (axis.id === 'time-order' && tellsRequest(marker, source)) continue
    const side = axis.sides.find(({ id }) => id === marker.label)
    const { same, other, has } = overlapsOf(marker, held)
    const backed = overlapsOf(marker, backing)
    const word = claim.reading.text.slice(marker.start, marker.end)
    // What has both words (before the results, after the results) is told apart by what is around.
    const hasBoth = axis.id === 'time-order' && same >= other * AS_NEAR
    if (other >= CLOSE && other > Math.max(same, backed.same) && !hasBoth)
      return `${axis.id}: ${word}`
    if (axis.id === 'time-order' && (isTurned(marker, held) || isElsewhere(marker, held)))
      return `${axis.id}: ${word} is turned`
    if (!has && !backed.has && side?.policy === 'claim' && !axis.mild[claim.language].has(word))
      return `${axis.id}: ${word} is not in the source`
    const isOfThem = OF_THEM.test(claim.reading.text.slice(marker.end))
    if (DETERMINERS.test(word) && !isOfThem && !isBorneOfSame(marker, [...held, ...backing]))
      return `${axis.id}: ${word} is said of something else`
  }
  return undefined
}

/** A condition that something has come to pass: 已取样送检的, 结果出具且合格的. */
const PERFECT = /(?:已|经|且|完成|完毕|合格).*的$/u

/** Words before 后 that name what has come to pass, and words behind it that name what follows. */
const PASSED = 2
const FOLLOWS = 4

/** 取样送检后 tells 已取样送检的 where what follows it is what follows the condition. */
function tellsCondition(marker: PlacedMarker, { cited }: Source): boolean {
  const { label, attach, reading, left, right } = marker
  if (reading.language !== 'zh' || label !== 'first' || attach !== 'left') return false
  const passed = left.slice(0, PASSED)
  const follows = right.slice(0, FOLLOWS)
  return cited.some(({ reading: { clauses, text } }) =>
    clauses.some((clause, index) => {
      if (!PERFECT.test(text.slice(clause.start, clause.end))) return false
      if (passed.length === 0 || sharedUnits(passed, clause.units).length < passed.length)
        return false
      const next = clauses.slice(index + 1)
      const end = next.findIndex((each) => /[前后的]$/u.test(text.slice(each.start, each.end)))
      const promised = (end < 0 ? next : next.slice(0, Math.max(1, end))).flatMap(
        ({ units }) => units,
      )
      return sharedUnits(follows, promised).length > 0
    }),
  )
}

/** 企业提出申请后 tells 根据企业申请. */
function tellsRequest({ reading, label, attach, left }: PlacedMarker, { cited }: Source): boolean {
  if (reading.language !== 'zh' || label !== 'first' || attach !== 'left') return false
  return (
    left[0]?.text.includes('申请') === true &&
    cited.some(({ reading: { text } }) => UPON_REQUEST.test(text))
  )
}

const UPON_REQUEST = /(?:根据|依据?|应|凭|经)[^，,。；]{0,8}申请/u

/** Words for all of what stands behind them. */
const DETERMINERS = /^(?:所有|一切|任何|全体|all|every|any)$/u

/** Behind a determiner: of what was named before. */
const OF_THEM = /^ (?:one )?of (?:which|them|these|those)\b/u

/** The thing behind a determiner, which may be a word that states little: 事项. */
const ALL_OF: Placing = { reach: 3, within: 'clause', light: true }
/** In its source, where what is fully done may name it last. */
const ALL_IN: Placing = { ...ALL_OF, reach: 12 }

/** Words behind a determiner among which the thing is: all eligible goods. */
const NAMED = { zh: 1, en: 2 }

/** All of something needs all of the same in the source: all farms is not to fully supervise farms. */
function isBorneOfSame(marker: PlacedMarker, held: readonly PlacedMarker[]): boolean {
  const own = placeSpan(marker.reading, marker, ALL_OF).right.slice(
    0,
    NAMED[marker.reading.language],
  )
  return held.some((other) => {
    if (other.label !== marker.label) return false
    const { left, right } = placeSpan(other.reading, other, ALL_IN)
    return own.length === 0 || sharedUnits(own, [...left, ...right]).length > 0
  })
}

/** Whether the source has the same word of time with what comes first and what next exchanged. */
function isTurned(marker: PlacedMarker, held: readonly PlacedMarker[]): boolean {
  const alike = held.filter(
    ({ label, attach }) => label === marker.label && attach === marker.attach,
  )
  const own = nextTo(marker)
  const straight = alike.map((each) => sidesShared(own, nextTo(each)))
  const turned = alike.map((each) => {
    const { left, right } = nextTo(each)
    return sidesShared(own, { left: right, right: left })
  })
  // Both events must have changed places: one alone may only stand elsewhere.
  return (
    turned.some(({ left, right }) => left > 0 && right > 0) &&
    !straight.some(({ left, right }) => left > 0 || right > 0)
  )
}

/** An event with its time is longer than other words with their marker. */
const TIME_REACH = 4

/** Share of the best overlap from which a marker stands as near. */
const AS_NEAR = 0.8

/** Words around a marker that tell which of several is meant. */
const WIDE: Placing = { reach: 12, within: 'group' }

/**
 * Whether the same event has both words in the source (removed before the results are issued, used
 * after them), and what the claim says around its own is what the source says around the other.
 */
function isElsewhere(marker: PlacedMarker, held: readonly PlacedMarker[]): boolean {
  const overlaps = held.map((other) => overlapOf(marker, other))
  const best = Math.max(0, ...overlaps)
  if (best < CLOSE) return false
  const near = held.filter((_, index) => (overlaps[index] ?? 0) >= best * AS_NEAR)
  const own = around(marker)
  const shared = (label: boolean): number =>
    Math.max(
      0,
      ...near
        .filter((other) => (other.label === marker.label) === label)
        .map((other) => sharedUnits(own, around(other)).length),
    )
  return shared(false) > shared(true)
}

function around(marker: PlacedMarker): Unit[] {
  const { left, right } = placeSpan(marker.reading, marker, WIDE)
  return [...left, ...right]
}

interface Sides {
  readonly left: readonly Unit[]
  readonly right: readonly Unit[]
}

/** The word of meaning next to a marker on either side. */
function nextTo({ left, right }: Sides): Sides {
  const content = ({ kind }: Unit): boolean => kind === 'content'
  return { left: left.filter(content).slice(0, 1), right: right.filter(content).slice(0, 1) }
}

function sidesShared(own: Sides, other: Sides): { left: number; right: number } {
  return {
    left: sharedUnits(own.left, other.left).length,
    right: sharedUnits(own.right, other.right).length,
  }
}

function lost(axis: ContrastAxis, claim: Claim, source: Source): string | undefined {
  for (const side of axis.sides) {
    if (!side.keep) continue
    const held = sourceMarkers(source.cited, axis.find, SOURCE).filter(
      ({ label, quoted }) => label === side.id && !quoted,
    )
    for (const marker of held) {
      if (!isSpokenOf(marker, claim, source)) continue
      // Another marker of the axis in its place is found above.
      const kept = claimMarkers(claim.reading, axis.find, CLAIM).some(
        ({ label }) => label === side.id,
      )
      if (!kept && !suffices(marker, claim)) {
        return `${axis.id}: ${marker.reading.text.slice(marker.start, marker.end)} is dropped`
      }
    }
  }
  return undefined
}

/** 录入编号即可 tells 仅需录入编号. */
function suffices({ reading, start }: PlacedMarker, claim: Claim): boolean {
  return ONLY_NEEDS.test(reading.text.slice(start)) && IS_ENOUGH.test(claim.reading.text)
}

const ONLY_NEEDS = /^[仅只][需须要]|^only (?:needs?|has|have)/u
const IS_ENOUGH = /即可|就行|就可以|便可|就够|就好|is enough|is all|suffices?/u

/** Whether a clause of the claim renders the marker's clause and what the marker narrows in it. */
function isSpokenOf(marker: PlacedMarker, claim: Claim, { cited }: Source): boolean {
  const narrowed = marker.right.slice(0, KEEP_REACH).filter(({ kind }) => kind === 'content')
  const clauses = cited.flatMap(({ reading }) => reading.clauses)
  const own = marker.reading.clauses.find(
    ({ start, end }) => start <= marker.start && marker.end <= end,
  )
  return claim.reading.clauses.some((clause) => {
    const spoken = sharedUnits(narrowed, clause.units).length
    if (spoken === 0 || spoken < narrowed.length * KEEP_SHARE) return false
    return own !== undefined && nearestClauses(clause, clauses).includes(own)
  })
}
