import type { Check } from './check.js'
import type { Contrasts, Finders } from './load-contrasts.js'
import type { ReadSentence } from './evidence.js'
import { sameUnit } from './context.js'
import type { ContrastFile } from './contrast-schema.js'
import type { FoundMarker } from './marker-finder.js'
import type { Reading, Unit } from './read-text.js'

/** Who does what: a party and the first words of what it does or what is done to it. */
interface Role {
  readonly party: string
  readonly recipient: boolean
  /** The nearest first. */
  readonly deeds: readonly Unit[]
  readonly word: string
}

/** Words behind a party of the source among which its deed is: the enterprises they entrust apply. */
const SOURCE_DEEDS = 2

/** Who applies and who approves must not be exchanged. */
export function createRoleCheck({ parties, file }: Pick<Contrasts, 'parties' | 'file'>): Check {
  return (claim, source) => {
    const held = source.cited.flatMap((sentence) => rolesOf(sentence, parties, file, false))
    const reported = source.nature === 'press-report'
    for (const role of rolesOf(claim, parties, file, true)) {
      const [own] = role.deeds
      // What others report of others is nobody's doing but theirs.
      const unnamed = reported && role.party === 'customs' && !role.recipient
      if (unnamed && own !== undefined && !source.texts.some((text) => CUSTOMS.test(text)))
        return `roles: ${role.word} is not named`
      if (own === undefined || isGain(role, own, claim.language, file)) continue
      const same = held.filter(
        ({ deeds, recipient }) =>
          recipient === role.recipient &&
          deeds.slice(0, SOURCE_DEEDS).some((deed) => sameDeed(deed, own)),
      )
      // Sentences often leave out who acts: only another that does is a contradiction.
      if (same.length > 0 && !same.some(({ party }) => party === role.party))
        return `roles: ${role.word} ${own.text}`
    }
    return undefined
  }
}

const CUSTOMS = /海关|customs/iu

/** Whom others save costs saves costs. */
function isGain(
  { party }: Role,
  deed: Unit,
  language: Reading['language'],
  { gains }: Pick<ContrastFile, 'gains'>,
): boolean {
  return gains.parties.includes(party) && gains[language].includes(deed.text)
}

/** The same word or its family; groups of synonyms are too wide for what somebody does. */
function sameDeed(a: Unit, b: Unit): boolean {
  const phrases = a.text.includes(' ') && b.text.includes(' ')
  return a.text === b.text || a.keys[0] === b.keys[0] || (phrases && sameUnit(a, b))
}

/** @param claimed Whether the text is a claim; in a source 政府的推荐 tells who recommends. */
function rolesOf(
  { reading, found }: ReadSentence,
  parties: Finders,
  file: ContrastFile,
  claimed: boolean,
): Role[] {
  const markers = parties[reading.language](reading.text, reading.boundaries)
  const named = found.names.filter(({ text }) => /海关$|customs/u.test(text))
  return markers.flatMap((marker): Role[] => {
    const word = reading.text.slice(marker.start, marker.end)
    // Part of a longer word: 旅客通关.
    const isPart = reading.units.some(
      ({ start, end, kind }) =>
        kind === 'content' &&
        start <= marker.start &&
        marker.end <= end &&
        end - start > word.length,
    )
    // The authority's documents are nothing that it does, nor is 海关的目标.
    const behind = reading.text.slice(marker.end)
    if (isPart || behind.startsWith("'s") || (claimed && behind.startsWith('的'))) return []
    if (isJoint(reading, marker, markers)) return []
    // 海关会与地方政府一起推进: neither does it alone.
    if (claimed && isWithOthers(reading, marker, markers)) return []
    const before = wordBefore(reading, marker)
    const recipient = before !== undefined && file.recipients[reading.language].includes(before)
    const agent =
      before !== undefined && reading.language === 'en' && file.agents.en.includes(before)
    const deeds = agent ? deedBefore(reading, marker) : deedsAfter(reading, marker, markers, file)
    if (deeds.length === 0 || (recipient && reading.language === 'en')) return []
    const longer = named.some(
      ({ start, end }) => start <= marker.start && marker.end <= end && end - start > word.length,
    )
    return longer && marker.label !== 'customs'
      ? []
      : [{ party: marker.label, recipient, deeds, word }]
  })
}

/**
 * Of two parties that act together (海关和市场监管局共同监管, 海关与市场监管局按比例抽选) neither is said to act
 * alone.
 */
function isJoint({ text }: Reading, { end }: FoundMarker, parties: readonly FoundMarker[]) {
  const joined = /^\s*(?:和|与|与|及|以及|and)\s*/u.exec(text.slice(end))
  if (joined === null) return false
  const from = end + joined[0].length
  const other = parties.find((each) => each.start >= from && each.start - from <= NAMED_BEFORE)
  return (
    other !== undefined &&
    !SERVED.has(other.label) &&
    (TOGETHER.test(text.slice(other.end)) || /^\s*(?:对|按|就|在)/u.test(text.slice(other.end)))
  )
}

function isWithOthers(
  { text, language }: Reading,
  { end }: FoundMarker,
  all: readonly FoundMarker[],
) {
  const found = WITH_OTHERS[language].exec(text.slice(end))
  if (found === null) return false
  const other = all.find((each) => each.start >= end && each.end <= end + found[0].length)
  return other === undefined || !SERVED.has(other.label)
}

/** Behind a party that acts with another. */
const WITH_OTHERS = {
  zh: /^[^，,。；]{0,3}(?:与|和|同|跟|会同|联同|联合)[^，,。；]{2,30}(?:一起|一同|共同|联手|联合|合力|携手)/u,
  en: /^ (?:[a-z]+ ){0,3}(?:together with|jointly with|along with)/u,
}

/** Parties that are served and supervised: what authorities do they do not do with them. */
const SERVED: ReadonlySet<string> = new Set(['enterprise', 'traveller'])

/** Characters of a name before the party in it: 大连市市场监督管理局. */
const NAMED_BEFORE = 4

/** What says that those before act together. */
const TOGETHER = /^\s*(?:共同|联合|联手|一起|一同|jointly|together)/u

/** Words behind a party with which it is no longer said what it does. */
const ENDS_SUBJECT: ReadonlySet<string> = new Set(
  'be been being was were of in into with for from at on by as under within through over that which who whose'.split(
    ' ',
  ),
)

const RELATIVE: ReadonlySet<string> = new Set(['that', 'which', 'who'])

function endsSubject({ text: word, end }: Unit, text: string): boolean {
  // Is to establish, but is established.
  if (word === 'is' || word === 'are') return !text.slice(end).startsWith(' to ')
  return ENDS_SUBJECT.has(word)
}

function wordBefore({ text, language }: Reading, { start }: FoundMarker): string | undefined {
  const before = text.slice(0, start)
  if (language === 'en') {
    // The documents of the provincial drug authority: an attribute may stand between.
    return (
      /(of|by)\s+(?:the\s+|an?\s+)?[a-z-]+\s+$/u.exec(before)?.[1] ??
      /([a-z]+)\s+(?:the\s+|an?\s+)?$/u.exec(before)?.[1]
    )
  }
  const near = before.replace(/\p{Script=Han}{2,3}[市省]$/u, '')
  // 给AEO企业: a recipient may have an attribute.
  return (
    /(由海关向|联合|向|对|给|为|与|同|跟|和|至|由|经)$/u.exec(near)?.[1] ??
    /(向|对|给|为)[^，,。；、\s]{1,6}$/u.exec(near)?.[1]
  )
}

const CAUSES = /^(?:令|使得?|让)/u

/** Part of a compound that somebody gets, or an adverb behind which no verb stands. */
function isNoDeed({ text: word, start, end }: Unit, text: string): boolean {
  if (/[a-z]ly$/u.test(word)) return ADVERB_ENDS.test(text.slice(end))
  const compound = text.charAt(end) === '-' || text.charAt(start - 1) === '-'
  return compound && GETS.test(text.slice(0, start))
}

const ADVERB_ENDS = /^(?:[,.;]|$|\s+(?:and|or|by|in|on|at|for|through|with)\s)/u
const GETS = /(?:gets?|getting|receives?|receiving|enjoys?|enjoying|obtains?|obtaining)\s+[a-z-]*$/u

/** The documents of the provincial authority: what stands before the preposition. */
function deedBefore({ text, units }: Reading, { start }: FoundMarker): Unit[] {
  const end = AGENT.exec(text.slice(0, start))?.index ?? start
  return units.filter((unit) => unit.end <= end && unit.kind === 'content').slice(-1)
}

const AGENT = /(?:of|by)\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+)?$/u

/** Behind a word that only says what kind of mode or system something is. */
const KIND_OF = /^(?:模式|方式|制度|机制|体系|措施|政策|平台|系统|程序|流程|手续|办法|做法|服务)/u

/** Before a party whose word or act only lets something else happen. */
const ASKED_BY = /(?:依|根据|经|凭|按|应)$/u

/** Who gets something does not do it. */
const RECEIVES =
  /^ (?:will |can |may |also |each )*(?:get|gets|receive|receives|have|has|enjoy|enjoys|benefit from|are given|is given|are granted|are offered) /u

/** 企业，可提离: the comma behind a subject does not end it. */
const SUBJECT_COMMA = /^[，,](?=(?:可|须|应|需|得|必须|能))/u

function deedsAfter(
  reading: Reading,
  marker: FoundMarker,
  parties: readonly FoundMarker[],
  { recipients }: ContrastFile,
): Unit[] {
  const deeds: Unit[] = []
  const { text, units, language } = reading
  // 依企业申请实施鉴定: the enterprise only applies.
  const asked = language === 'zh' && ASKED_BY.test(text.slice(0, marker.start))
  if (language === 'en' && RECEIVES.test(text.slice(marker.end))) return []
  let from = marker.end
  const behind = marker.end + (SUBJECT_COMMA.test(text.slice(marker.end)) ? 1 : 0)
  for (const unit of units) {
    if (unit.start < from) continue
    // A stop ends what the party does; in Chinese a comma too.
    const stop = language === 'en' ? /[;:.!?]|,\s*(?:and\s+)?to\s/u : /[，,;；。:：!?！？]/u
    if (stop.test(text.slice(behind, unit.start))) break
    if (recipients[language].includes(unit.text)) {
      const to = parties.find(({ start }) => start >= unit.end && start - unit.end <= 12)
      if (to !== undefined && language === 'zh') {
        from = to.end
        continue
      }
    }
    // 令企业增加: what follows is what somebody else does.
    if (language === 'zh' && CAUSES.test(text.slice(unit.start))) break
    // One-stop handling, profile enterprises accurately: no deeds.
    if (language === 'en' && isNoDeed(unit, text)) {
      from = unit.end
      continue
    }
    if (parties.some(({ start, end }) => start <= unit.start && unit.end <= end)) {
      // Another party stands next: it is the one that acts.
      break
    }
    // Importers that submit: what follows is what they do.
    if (unit.start <= marker.end + 1 && RELATIVE.has(unit.text)) {
      from = unit.end
      continue
    }
    // To be supported is not to support, and behind a preposition stands no deed.
    if (language === 'en' && endsSubject(unit, text)) break
    // 采用这种监管模式: a kind of mode, nothing that somebody does.
    if (language === 'zh' && KIND_OF.test(text.slice(unit.end))) {
      from = unit.end
      continue
    }
    if (unit.kind === 'content') deeds.push(unit)
    if (deeds.length === SOURCE_DEEDS || (asked && deeds.length === 1)) break
    from = unit.end
  }
  return deeds
}
