import type { CommitmentRules } from '../measures/load-commitments.js'
import { type CommitmentClass, isWeaker } from '../measures/strength.js'
import type { Check } from './check.js'
import { clauseStrengths, type ClauseStrength } from './clause-strength.js'
import { nearestClauses, sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import {
  claimMarkers,
  overlapOf,
  type PlacedMarker,
  type Placing,
  sourceMarkers,
} from './placed-markers.js'
import type { Clause, Reading, Unit } from './read-text.js'
import type { PartReader, SourcePart } from './source-clauses.js'

/** Classes of promises that give nobody anything to use today. */
export const NOT_YET: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>([
  'pilot',
  'supported',
  'explored',
])

/** Classes of which 已 and 现在 may be said. */
const IN_USE: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>(['in_force', 'reported'])

/** Words around 已 and 现在. */
const NEAR: Placing = { reach: 5, within: 'clause' }

/** A source clause that shares this much of what the best one shares is as likely the one meant. */
const AS_GOOD = 0.95

/** A claim may promise no more than the clauses it renders. */
export function createStrengthCheck(
  contrasts: Pick<Contrasts, 'weak' | 'now' | 'future' | 'modality' | 'file'>,
  rules: CommitmentRules,
  parts: PartReader,
): Check {
  return (claim, source) => {
    const { reading } = claim
    const comes =
      isAnnounced(source, rules) &&
      contrasts.future[reading.language](reading.text, reading.boundaries).length > 0
    const held = heldStrengths(source, contrasts, rules)
    const own = clauseStrengths(claim.reading, contrasts, rules)
    const meant = own.map(({ clause }) => meantBy(clause, held))
    const promises = parts(claim.reading).filter((part) => promisesSomething(part, claim.reading))
    for (const [index, { clause }] of own.entries()) {
      // A topic or a condition promises nothing.
      if (!promises.some(({ start, end }) => clause.start <= start && end <= clause.end)) continue
      if (isNamed(index, claim.reading)) continue
      const wanted = leastOf(meant[index] ?? [])
      if (wanted === undefined || !NOT_YET.has(wanted) || comes) continue
      if (!isKept(index, wanted, own, meant)) {
        return `strength: ${wanted} (${claim.reading.text.slice(clause.start, clause.end)})`
      }
    }
    return saysNow(claim, source, contrasts) ?? saysMay(claim, source, contrasts)
  }
}

/** Whether the sentences say no less than that something is still to come: 还将实现. */
function isAnnounced({ measure, sentences }: Source, { press }: CommitmentRules): boolean {
  const words = sentences.flatMap((index) => measure.commitments[index]?.word ?? [])
  return words.length > 0 && words.every((word) => press.announced.includes(word))
}

/** A topic or a condition promises nothing; a mere 在 does not make a condition. */
function promisesSomething({ kind, start, end }: SourcePart, { language, text }: Reading): boolean {
  if (PURPOSE[language].test(text.slice(start, end))) return false
  if (OPENS[language].test(text.slice(start, end))) return false
  if (kind !== 'topic' && kind !== 'condition') return true
  return kind === 'condition' && language === 'zh' && !CLOSED.test(text.slice(start, end))
}

/** 游艇这类产品，海关支持…: what is only named before a comma is what the next clause is about. */
function isNamed(index: number, { language, text, clauses }: Reading): boolean {
  const clause = clauses[index]
  if (language !== 'zh' || clause === undefined || index === clauses.length - 1) return false
  const words = text.slice(clause.start, clause.end)
  return /[，,]/u.test(text.charAt(clause.end)) && NAMED.test(words) && !SAYS.test(words)
}

const NAMED = /(?:[的些]|[这该此][类种个项批]|等)\p{Script=Han}{1,8}$/u
const SAYS = /[可能须应已会将]|允许|准许|实现|得以|建立|正在/u

/** What something is for promises nothing. */
const PURPOSE = { zh: /^\s*(?:为了|以期|以便|旨在)/u, en: /^\s*(?:in order to|so as to) /u }

/** What is supposed promises nothing. */
const OPENS = {
  zh: /^\s*(?:如果|若是|倘若|假如|要是|除非|既然)/u,
  en: /^\s*(?:if|unless|provided that|as long as) /u,
}

const CLOSED = /(?:的|者|时|后|前|下|期间|同意|情形)$/u

/** A sentence that is in force has no weak clause; one of a press report is as strong as a whole. */
function heldStrengths(
  { cited, sentences, measure, nature }: Source,
  contrasts: Pick<Contrasts, 'weak' | 'file'>,
  rules: CommitmentRules,
): ClauseStrength[] {
  return cited.flatMap(({ reading }, position) => {
    const whole = measure.commitments[sentences[position] ?? 0]?.class
    if (whole !== undefined && (nature === 'press-report' || !NOT_YET.has(whole))) {
      return reading.clauses.map((clause) => ({
        clause,
        weak: whole,
        own: false,
        head: clause,
        light: false,
      }))
    }
    return clauseStrengths(reading, contrasts, rules)
  })
}

/** The source clauses that a claim's clause may render: those that share most of its words. */
function meantBy(clause: Clause, held: readonly ClauseStrength[]): ClauseStrength[] {
  const content = clause.units.filter(({ kind }) => kind !== 'neutral')
  const shared = held.map((each) => sharedUnits(content, each.clause.units).length)
  const best = Math.max(0, ...shared)
  if (best === 0) return []
  return held.filter((_, index) => (shared[index] ?? 0) >= best * AS_GOOD)
}

/** Where several clauses may be meant, a claim need be no weaker than the strongest of them. */
function leastOf(meant: readonly ClauseStrength[]): CommitmentClass | undefined {
  const classes = meant.flatMap(({ weak }) => weak ?? [])
  if (classes.length < meant.length) return undefined
  return classes.reduce<CommitmentClass | undefined>(
    (least, each) => (least === undefined || isWeaker(least, each) ? each : least),
    undefined,
  )
}

/** Clauses around one in which its weak word may stand: topic, remark, verb. */
const LOOK_AHEAD = 2

/**
 * Whether a clause is as weak as what it renders: by a word of its own, by one that governs it as
 * the source's does, or by one of those around it when they speak of the same.
 */
function isKept(
  index: number,
  wanted: CommitmentClass,
  own: readonly ClauseStrength[],
  meant: readonly (readonly ClauseStrength[])[],
): boolean {
  const sources = meant[index] ?? []
  const governed = sources.length > 0 && sources.every((each) => each.own && !each.light)
  const enough = (each: ClauseStrength | undefined): boolean =>
    each?.weak !== undefined && !isWeaker(wanted, each.weak) && !(each.light && governed)
  if (enough(own[index])) return true
  if (sources.every((each) => !each.own)) {
    return own.slice(0, index + LOOK_AHEAD + 1).some(enough)
  }
  return own.some(
    (each, position) =>
      // A pilot told anywhere in a sentence is what all of it is about.
      (Math.abs(position - index) <= LOOK_AHEAD || wanted === 'pilot') &&
      each.own &&
      enough(each) &&
      // 海关予以支持 behind a topic says nothing but that.
      (wanted === 'pilot' ||
        saidOf(each, sources).length <= 1 ||
        (meant[position] ?? []).every((one) => sources.some(({ head }) => head === one.head))),
  )
}

/** Words of a clause that its sources speak of: 是海关支持的方向 says nothing but that. */
function saidOf({ clause }: ClauseStrength, sources: readonly ClauseStrength[]): Unit[] {
  const content = clause.units.filter(({ kind }) => kind === 'content')
  return sharedUnits(
    content,
    sources.flatMap((each) => each.clause.units),
  )
}

function saysNow(
  { reading }: Claim,
  { measure, sentences, cited }: Source,
  { now }: Pick<Contrasts, 'now'>,
): string | undefined {
  const classes = sentences.flatMap((index) => measure.commitments[index]?.class ?? [])
  if (classes.every((each) => IN_USE.has(each))) return undefined
  const held = sourceMarkers(cited, now, NEAR)
  const added = claimMarkers(reading, now, NEAR).find(
    (marker) =>
      !WHO_IS_ALREADY.test(reading.text.slice(marker.start)) &&
      !held.some((other) => overlapOf(marker, other) > 0),
  )
  return added === undefined
    ? undefined
    : `strength: ${reading.text.slice(added.start, added.end)} is not in the source`
}

/** 已是AEO的企业 tells who is meant, not what has come to pass. */
const WHO_IS_ALREADY = /^已经?(?:是|为|获|取得|成为|列入)[^，。；]{1,14}的\p{Script=Han}/u

/** Words around a verb that tell of what it is said. */
const OBJECT: Placing = { reach: 4, within: 'clause' }

/** Overlap from which a permission stands where its source has a word of support. */
const SAME_OBJECT = 4

/** Whether the clause that a permission stands in renders one that grants: 允许…商品理货后集拼出口. */
function isGrantedBy(
  { reading, start }: PlacedMarker,
  granted: readonly PlacedMarker[],
  cited: Source['cited'],
): boolean {
  const holds = (clause: Clause, at: number): boolean => clause.start <= at && at < clause.end
  const own = reading.clauses.find((clause) => holds(clause, start))
  if (own === undefined) return false
  const nearest = nearestClauses(
    own,
    cited.flatMap((each) => each.reading.clauses),
  )
  return (
    nearest.length > 0 &&
    nearest.every((clause) =>
      granted.some(
        (other) =>
          other.label === 'permission' &&
          other.reading.clauses.includes(clause) &&
          holds(clause, other.start),
      ),
    )
  )
}

/** Support for something is no permission of it: 支持发展 is not 允许发展, 推进 is not 可以. */
function saysMay(
  { reading }: Claim,
  { cited }: Source,
  { weak, modality, file }: Pick<Contrasts, 'weak' | 'modality' | 'file'>,
): string | undefined {
  // 可以…，海关对此予以支持 says both.
  const light = new Set(file.strength.light[reading.language])
  const isFull = ({ reading: { text }, start, end }: PlacedMarker): boolean =>
    !light.has(text.slice(start, end))
  const kept = claimMarkers(reading, weak, OBJECT).filter(isFull)
  if (kept.length > 0) return undefined
  const supported = sourceMarkers(cited, weak, OBJECT).filter(
    (marker) => isFull(marker) && !marker.quoted,
  )
  const granted = sourceMarkers(cited, modality, OBJECT)
  const best = (own: PlacedMarker, among: readonly PlacedMarker[]): number =>
    Math.max(0, ...among.map((other) => overlapOf(own, other)))
  const added = claimMarkers(reading, modality, OBJECT).find(
    (marker) =>
      marker.label === 'permission' &&
      best(marker, supported) >= SAME_OBJECT &&
      best(marker, granted) === 0 &&
      !isGrantedBy(marker, granted, cited),
  )
  return added === undefined
    ? undefined
    : `strength: ${reading.text.slice(added.start, added.end)} is only supported`
}
