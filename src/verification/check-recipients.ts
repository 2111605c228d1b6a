import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { ReadSentence } from './evidence.js'
import type { ContrastFile } from './contrast-schema.js'
import type { Contrasts } from './load-contrasts.js'
import type { FoundMarker } from './marker-finder.js'
import type { Reading, Unit } from './read-text.js'

/** A party with what is done in its clause. */
interface PlacedParty {
  readonly party: string
  readonly word: string
  /** The word that makes it the one to whom something is done: 向, to. */
  readonly particle: string | undefined
  /** What it does or what is done to it: behind it, or in English before `to` and `for`. */
  readonly deeds: readonly Unit[]
}

/** Words that tell what is done to a party: provide a guarantee. */
const TELLING = 2

const STOP = { zh: /[，,;；。:：!?！？]/u, en: /[,;:.!?]/u }

/**
 * To whom something is done must not be the one who does it: 向海关提供担保 is not 海关提供担保; and an
 * authority must not be given what its source does not give it.
 */
export function createRecipientCheck({
  parties,
  file,
}: Pick<Contrasts, 'parties' | 'file'>): Check {
  const placed = (sentence: ReadSentence): PlacedParty[] => {
    const { reading } = sentence
    const markers = parties[reading.language](reading.text, reading.boundaries)
    return markers.map((marker) => placeParty(reading, marker, markers, file))
  }
  return (claim, source) => {
    const own = placed(claim)
    const held = source.cited.flatMap(placed)
    for (const each of own) {
      const same = held.filter(({ party }) => party === each.party)
      if (each.particle === undefined) {
        const given = same.filter(({ particle }) => particle !== undefined)
        const isGiven = own.some(
          ({ party, particle }) => party === each.party && particle !== undefined,
        )
        const turned = given.some((other) => {
          const telling = other.deeds.slice(0, TELLING)
          return telling.length > 0 && sharedUnits(telling, each.deeds).length === telling.length
        })
        // What is done for enterprises and travellers they may be said to do: they save costs.
        const gains = file.gains.parties.includes(each.party)
        const acts = same.some(
          (other) =>
            other.particle === undefined && sharedUnits(each.deeds, other.deeds).length >= TELLING,
        )
        if (turned && !gains && !isGiven && !acts)
          return `roles: ${each.word} is the one to whom it is done`
      } else if (isServed(each, claim.language, file)) {
        const given = same.some(({ particle }) => particle !== undefined)
        if (!given) return `roles: nothing is done to ${each.word}`
      }
    }
    return undefined
  }
}

/** Whether an authority is given something, other than what is asked of it or told to it. */
function isServed(
  { party, particle, deeds }: PlacedParty,
  language: Reading['language'],
  { served, modality }: ContrastFile,
): boolean {
  if (!served.parties.includes(party) || particle === undefined) return false
  if (!served[language].includes(particle) || deeds.length === 0) return false
  const asks = modality.asks[language].map((word) => word.replace('*', ''))
  return !deeds.some(({ text }) => asks.some((word) => text.startsWith(word)))
}

function placeParty(
  { text, units, language }: Reading,
  marker: FoundMarker,
  markers: readonly FoundMarker[],
  { recipients, causes }: ContrastFile,
): PlacedParty {
  const before = text.slice(0, marker.start)
  const last =
    language === 'en'
      ? /([a-z]+)\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+)?$/u.exec(before)?.[1]
      : /(向|给|为|替)[^，,。；、\s]{0,4}$/u.exec(before)?.[1]
  const particle = last !== undefined && recipients[language].includes(last) ? last : undefined
  const isParty = ({ start, end }: Unit): boolean =>
    markers.some((other) => other.start < end && start < other.end)
  const content = units.filter((unit) => unit.kind === 'content' && !isParty(unit))
  const word = text.slice(marker.start, marker.end)
  const found = { party: marker.label, word, particle }
  if (language === 'en' && particle !== undefined) {
    const near = content.filter(
      ({ start, end }) => end <= marker.start && !STOP.en.test(text.slice(start, marker.start)),
    )
    return { ...found, deeds: near.toReversed() }
  }
  const deeds = content.filter(
    ({ start }) => start >= marker.end && !STOP[language].test(text.slice(marker.end, start)),
  )
  // Who lets others act does not act: 海关支持企业提供担保.
  const end = deeds.findIndex((unit) => causes[language].includes(unit.text))
  return { ...found, deeds: end < 0 ? deeds : deeds.slice(0, end) }
}
