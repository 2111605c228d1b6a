import { type Messages, messagesIn, type ToldStrength } from '../../composition/messages.js'
import type { AnswerLanguage } from '../../domain/language.js'
import { CLASSES_BY_STRENGTH, type CommitmentClass } from '../../measures/strength.js'
import type { RecordedAnswer } from '../evaluation-record.js'

/** A remark on the strength of a promise, as read from an answer. */
export interface StrengthRemark {
  readonly class: CommitmentClass
  /** The governing word that it names; empty where its class names none. */
  readonly word: string
}

/** Recognises what the assistant says on its own account in one language. */
export interface OwnPhrases {
  /** The remark that a sentence is, if it is one. */
  strengthRemark(text: string): StrengthRemark | undefined
  /** What a sentence says of several promises, if it is one on those; also the one of a single remark. */
  strengthRemarks(text: string): readonly StrengthRemark[]
  /** The class that a table's cell names. */
  strengthLabel(cell: string): CommitmentClass | undefined
  isPressNote(text: string): boolean
  /** The words quoted, where an English sentence is nothing but the original. */
  quotedOriginal(text: string): string | undefined
  /**
   * What a lead says of what follows: `strong`, that there is a rule; `plain`, no more than whose
   * words they are; `undefined` for a lead that is none of the assistant's.
   */
  leadStrength(text: string, citations: RecordedAnswer['citations']): 'strong' | 'plain' | undefined
}

/** Stands for what is put into a phrase; no phrase and no word of a measure holds it. */
const SLOT = '\u0000'

/** Stands for a count; no phrase says another number. */
const COUNT = 987_654

/** The classes with how each may be told. */
const TOLD: readonly { readonly name: CommitmentClass; readonly told: ToldStrength }[] = [
  ...CLASSES_BY_STRENGTH.map((name) => ({ name, told: name })),
  { name: 'explored', told: 'announced' },
]

const known = new Map<AnswerLanguage, OwnPhrases>()

/** The recogniser of a language; everything in it is derived from {@link Messages}. */
export function ownPhrases(language: AnswerLanguage): OwnPhrases {
  const phrases = known.get(language) ?? phrasesOf(messagesIn(language))
  known.set(language, phrases)
  return phrases
}

function phrasesOf(messages: Messages): OwnPhrases {
  const remarks = TOLD.map(({ name, told }) => ({
    name,
    read: readerOf(messages.strength[told](SLOT)),
  }))
  const parts = TOLD.map(({ name, told }) => ({
    name,
    read: readerOf(messages.strengthPart[told](SLOT)),
  }))
  const mixed = readerOf(messages.strengthMixed([SLOT]))
  const strengthRemark = remarkReader(remarks)
  const partRemark = remarkReader(parts)
  const originals = [messages.original(SLOT), messages.untranslated(SLOT)].map(readerOf)
  const comparison = readerOf(messages.comparisonLead(COUNT).replace(String(COUNT), SLOT))

  return {
    strengthRemark,
    strengthRemarks(text) {
      const single = strengthRemark(text)
      if (single !== undefined) return [single]
      const told = (mixed(text)?.[0] ?? '').split(BETWEEN_PARTS).map(partRemark)
      return told.every((one) => one !== undefined) ? told : []
    },
    strengthLabel: (cell) =>
      CLASSES_BY_STRENGTH.find((name) => messages.strengthLabel[name] === cell),
    isPressNote: (text) => text === messages.pressNote,
    quotedOriginal: (text) => originals.flatMap((read) => read(text) ?? [])[0],
    leadStrength(text, citations) {
      const names = citations.flatMap(({ reference }) => [
        reference,
        messages.titled(reference, SLOT),
      ])
      const isOne = (leads: readonly string[]): boolean =>
        leads.some((lead) => text === lead || readerOf(lead)(text) !== undefined)
      const plain = [
        ...names.flatMap((name) => [
          messages.leadWeaker(name),
          messages.leadTask(name),
          messages.leadPress(name),
        ]),
        ...citations.flatMap(({ reference, office }) => [
          messages.leadWhole(reference, SLOT),
          messages.leadOtherOffice(office.name),
        ]),
        messages.comparisonLead(1),
        messages.translationNote,
      ]
      if (isOne(plain)) return 'plain'
      if (comparison(text)?.every((count) => /^\d+$/u.test(count)) === true) return 'plain'
      return isOne(names.map(messages.leadMeasure)) ? 'strong' : undefined
    },
  }
}

/** What stands between the parts of a remark on several promises. */
const BETWEEN_PARTS = /，|; /u

interface ClassReader {
  readonly name: CommitmentClass
  readonly read: (text: string) => readonly string[] | undefined
}

function remarkReader(readers: readonly ClassReader[]): OwnPhrases['strengthRemark'] {
  return (text) => {
    for (const { name, read } of readers) {
      const words = read(text)
      if (words !== undefined) return { class: name, word: words[0] ?? '' }
    }
    return undefined
  }
}

/**
 * Reads what stands in the slots of a phrase; `undefined` for another text. A phrase that is nothing
 * but its slot says nothing, and no text is it.
 */
function readerOf(phrase: string): (text: string) => readonly string[] | undefined {
  const parts = phrase.split(SLOT)
  if (parts.every((part) => part === '')) return () => undefined
  const source = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')).join('(.+?)')
  const pattern = new RegExp(`^${source}$`, 'su')
  return (text) => pattern.exec(text)?.slice(1)
}
