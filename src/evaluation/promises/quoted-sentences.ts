import type { Citation } from '../../domain/answer.js'
import type { Corpus } from '../../domain/corpus.js'
import type { DocumentData } from '../../domain/document.js'
import type { Commitment, MeasureRecord } from '../../domain/measure.js'
import type { CommitmentRules } from '../../measures/load-commitments.js'
import type { CommitmentClass } from '../../measures/strength.js'
import { strengthOfWords } from './read-strength.js'

/** A sentence of a measure that an answer quotes. */
export interface QuotedSentence {
  readonly measureId: string
  readonly nature: DocumentData['nature']
  /** Index in its measure; 0 is the title. */
  readonly index: number
  readonly text: string
  /** Our English of it; empty where there is none. */
  readonly translation: string
  /** How strong a promise it makes, its title and what was settled by hand counted in. */
  readonly held: CommitmentClass
  /** The word that governs it, wherever in the measure it stands. */
  readonly word: string
  /** What its parts promise where its clauses differ; else what it promises itself. */
  readonly promises: readonly Commitment[]
  /** How strong it sounds read alone. */
  readonly alone: CommitmentClass
}

/** What a citation quotes. */
export interface Quoted {
  readonly sentences: readonly QuotedSentence[]
  /** Whether that is the whole measure. */
  readonly isWhole: boolean
}

/** Reads what citations quote from the corpus itself, never from what the answer says of it. */
export type QuoteReader = (
  citation: Pick<Citation, 'measureId' | 'quoteStart' | 'quoteEnd'>,
) => Quoted

/** A reader over a corpus; a citation of what is not there quotes nothing. */
export function createQuoteReader(
  corpus: Pick<Corpus, 'documents'>,
  rules: CommitmentRules,
): QuoteReader {
  const measures = new Map<string, { length: number; sentences: readonly QuotedSentence[] }>()
  const natures = new Map(
    corpus.documents.flatMap(({ data, measures: own }) =>
      own.map((measure) => [measure.id, { measure, nature: data.nature }] as const),
    ),
  )
  const read = (id: string) => {
    const known = measures.get(id)
    const found = natures.get(id)
    if (known !== undefined || found === undefined) return known
    const made = {
      length: found.measure.text.length,
      sentences: sentencesOf(found.measure, found.nature, rules),
    }
    measures.set(id, made)
    return made
  }
  return ({ measureId, quoteStart, quoteEnd }) => {
    const spans = natures.get(measureId)?.measure.sentences ?? []
    const measure = read(measureId)
    return {
      sentences: (measure?.sentences ?? []).filter(({ index }) => {
        const { start, end } = spans[index] ?? { start: -1, end: -1 }
        return start >= quoteStart && end <= quoteEnd
      }),
      isWhole: quoteStart === 0 && quoteEnd === measure?.length,
    }
  }
}

function sentencesOf(
  measure: MeasureRecord,
  nature: DocumentData['nature'],
  rules: CommitmentRules,
): QuotedSentence[] {
  return measure.sentences.map(({ start, end }, index) => {
    const text = measure.text.slice(start, end)
    const alone = strengthOfWords(text, rules, nature)
    const held = measure.commitments[index]?.class ?? alone
    const word = measure.commitments[index]?.word ?? ''
    const parts = measure.clausePromises?.filter(({ sentence }) => sentence === index) ?? []
    return {
      measureId: measure.id,
      nature,
      index,
      text,
      translation: measure.translation?.sentences[index] ?? '',
      held,
      word,
      promises: parts.length > 0 ? parts : [{ class: held, word }],
      alone,
    }
  })
}
