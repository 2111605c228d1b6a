import type { Check } from './check.js'
import { excludedBy } from './check-exclusions.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import { sharedUnits } from './context.js'
import {
  claimMarkers,
  overlapOf,
  type PlacedMarker,
  type Placing,
  sourceMarkers,
} from './placed-markers.js'

/** 可 may stand far before its verb: 可在向海关申请的前提下，经海关同意，先行提离. */
const CLAIM: Placing = { reach: 5, within: 'clause-first' }
const SOURCE: Placing = { reach: 8, within: 'clause-first' }

/** Less than what else would be asked for: another check compares what it is only of. */
const ONLY = /^(?:only|只|仅)/u

/** Overlap of two markers with the very same word next to both. */
const DIRECT = 16

/** What one must, may, need not or must not do. */
type Mode = 'duty' | 'permission' | 'exemption' | 'prohibition'

/** Modes of the source that bear a mode of the claim; the others contradict it. */
const BORNE_BY: Readonly<Record<Mode, readonly Mode[]>> = {
  duty: ['duty', 'prohibition'],
  permission: ['permission', 'exemption'],
  exemption: ['exemption', 'permission'],
  prohibition: ['prohibition', 'duty'],
}

function isMode(label: string): label is Mode {
  return Object.hasOwn(BORNE_BY, label)
}

/** 可 must not become 必须, nor 不予 可以不予. */
export function createModalityCheck(contrasts: Pick<Contrasts, 'modality' | 'file'>): Check {
  return (claim, source) => {
    const held = sourceMarkers([...source.cited, ...source.backing], contrasts.modality, SOURCE)
    for (const marker of claimMarkers(claim.reading, contrasts.modality, CLAIM)) {
      const { label } = marker
      if (!isMode(label)) continue
      const word = claim.reading.text.slice(marker.start, marker.end)
      const best = (wanted: boolean): number =>
        Math.max(
          0,
          ...held
            .filter(
              (other) => isMode(other.label) && BORNE_BY[label].includes(other.label) === wanted,
            )
            .map((other) => overlapOf(marker, other)),
        )
      const [bears, contradicts] = [best(true), best(false)]
      const freed = Math.max(
        0,
        ...held
          .filter((other) => other.label === 'exemption')
          .map((other) => overlapOf(marker, other)),
      )
      // What need not be done is not forbidden.
      if (label === 'prohibition' && freed > bears) return `modality: ${word}`
      // What may be done right behind the source's own permission is not forbidden by its conditions.
      if (
        label === 'prohibition' &&
        contradicts >= DIRECT &&
        contradicts > bears &&
        !isOfExcluded(marker, source)
      )
        return `modality: ${word}`
      // 承诺不提前销售 may be told as a prohibition.
      if (label === 'prohibition' && isAsked(marker, source, contrasts)) continue
      if (label === 'duty' && isPremise(marker, source)) continue
      // You only need to enter the number: as much as only the number needs to be entered.
      if (label === 'exemption' && ONLY.test(word) && contradicts > 0) continue
      if (contradicts > bears) return `modality: ${word}`
      if (label === 'duty' && bears === 0 && !isAsked(marker, source, contrasts)) {
        return `modality: ${word}`
      }
      const granted = held.some(
        (other) => other.label === 'permission' && overlapOf(marker, other) > 0,
      )
      if (label === 'permission' && !granted && leavesChoice(marker, claim, contrasts)) {
        return `modality: ${word}`
      }
    }
    return undefined
  }
}

/** 木质包装不能一起提离 tells (不包括木质包装). */
function isOfExcluded({ reading, start }: PlacedMarker, { cited }: Source): boolean {
  const clause = reading.clauses.find((each) => each.start <= start && start < each.end)
  return cited
    .flatMap((each) => excludedBy(each.reading))
    .some((left) => sharedUnits(left, clause?.units ?? []).length === left.length)
}

/** Whether the source asks for it as a condition: 经海关同意 may be told as 须经海关同意. */
function isAsked(
  marker: PlacedMarker,
  { cited }: Source,
  { file }: Pick<Contrasts, 'file'>,
): boolean {
  return cited.some(({ reading }) =>
    reading.clauses.some(({ units, start, end }) => {
      const text = reading.text.slice(start, end)
      const asks = file.modality.asks[reading.language].some((word) =>
        text.includes(word.replace('*', '')),
      )
      // A duty is of the word behind it: the consent of customs makes no duty to sell.
      const done = marker.right
        .filter((unit) => cited.some((each) => sharedUnits([unit], each.reading.units).length > 0))
        .filter(({ kind }) => kind === 'content')
        .slice(0, ASKED_FOR)
      const asked = sharedUnits(
        units,
        marker.label === 'duty' && done.length > 0 ? done : marker.right,
      )
      // Not to sell is asked for: that is no duty to sell.
      const isDenied =
        marker.label === 'duty' &&
        asked.length > 0 &&
        asked.every((unit) => DENIED[reading.language].test(reading.text.slice(start, unit.start)))
      return asks && asked.length > 0 && !isDenied
    }),
  )
}

/** A clause that asks for something before anything may be done, and one that gives it as a premise. */
const PREMISE = {
  zh: /(?:前提下|条件下|基础上|同意|的情况下|(?:已|经|完成|合格).{0,16}的)$/u,
  en: /^\s*(?:and )?(?:provided|on condition|with the (?:consent|approval)|subject to|as long as)/u,
}

/** 须向海关申请 tells the premise of 可在向海关申请的前提下: both clauses are about the same words. */
function isPremise(marker: PlacedMarker, { cited }: Source): boolean {
  const { text, language, clauses } = marker.reading
  const own = clauses.find(({ start, end }) => start <= marker.start && marker.end <= end)
  // 必须在申请的前提下 demands what is behind the premise.
  if (own !== undefined && PREMISE[language].test(text.slice(own.start, own.end))) return false
  const wanted = marker.right.filter(({ kind }) => kind === 'content').slice(0, ASKED)
  return (
    wanted.length > 0 &&
    cited.some(({ reading }) =>
      reading.clauses.some(
        ({ units, start, end }) =>
          PREMISE[reading.language].test(reading.text.slice(start, end)) &&
          sharedUnits(wanted, units).length === wanted.length &&
          !sharedUnits(units, wanted).some((unit) =>
            DENIED[reading.language].test(reading.text.slice(start, unit.start)),
          ),
      ),
    )
  )
}

/** 承诺不提前销售 asks for no sale. */
const DENIED = { zh: /[不未无勿][^，、]{0,4}$/u, en: /\bnot (?:to )?(?:[a-z]+ or )?$/u }

/** Words behind a duty that say what must be done. */
const ASKED_FOR = 1

/** Words of a premise behind a duty that tell which it is. */
const ASKED = 2

/** Words behind a permission among which an act stands. */
const ACT_REACH = { zh: 3, en: 2 }

/** 一经申报即可, 到港后即可: as soon as. */
const AT_ONCE = /(?:一经|一旦|一俟)[^，,。；]{1,12}即(?:可|能)$/u

/** How something may be done; what may be done stands behind it: 可以按“5+2”方式预约. */
const MANNER = /^(?:按|按照|依|依照|依据|根据|凭)/u

/** Acts of those a measure is for: where one comes first, the manner is theirs. */
const OWN_ACT = /预约|申请|申办|扣减|扣除|享受|享有|提交|查询|选择办理|办理延期|补办|提离|提货/u

function leavesToAuthority(
  behind: string,
  { acts, supervises }: Contrasts['file']['modality'],
): boolean {
  const own = behind.search(OWN_ACT)
  if (own < 0) return true
  return [...acts.zh, ...supervises.zh].some((word) => {
    const at = behind.search(word)
    return word.length > 1 && at >= 0 && at < own && !/^(?:按照|依照|依据|根据)$/u.test(word)
  })
}

/** Words between a permission and what is permitted. */
const AUXILIARY: ReadonlySet<string> = new Set(['be', 'been', 'also'])

/** Whether it is an authority that is said to have a choice, or an act that only it can do. */
function leavesChoice(
  marker: PlacedMarker,
  { reading }: Claim,
  { file }: Pick<Contrasts, 'file'>,
): boolean {
  const { authority, acts, supervises } = file.modality
  const matches = (text: string, words: readonly string[]): boolean =>
    words.some((word) => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : text === word))
  const clause = reading.clauses.find(
    ({ start, end }) => start <= marker.start && marker.end <= end,
  )
  const before = clause?.units.filter(({ end }) => end <= marker.start).at(-1)
  const after =
    clause?.units
      .filter(({ start, text }) => start >= marker.end && !AUXILIARY.has(text))
      .slice(0, ACT_REACH[reading.language]) ?? []
  const [next] = after
  const marked = reading.text.slice(marker.start, marker.end)
  // At the end of its clause (报告海关即可), or as granted (获准), it says what others may do.
  if (next === undefined || /^(?:获[准批]|得以)$/u.test(marked)) return false
  // 一经申报即可审批: 即可 says when, not that somebody may.
  if (AT_ONCE.test(reading.text.slice(clause?.start, marker.end))) return false
  const behind = reading.text.slice(marker.end, clause?.end)
  if (MANNER.test(behind) && !leavesToAuthority(behind, file.modality)) return false
  return (
    (before !== undefined && matches(before.text, authority[reading.language])) ||
    matches(next.text, supervises[reading.language]) ||
    // 可凭, 可在: a word of permission with what stands behind it.
    supervises.zh.some((word) => word !== marked && marked.endsWith(word)) ||
    after.some(({ text }) => matches(text, acts[reading.language]))
  )
}
