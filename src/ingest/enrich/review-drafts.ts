import { join } from 'node:path'
import type { QuestionSeparation } from '../../evaluation/question-separation.js'
import { messageOf } from '../../errors.js'
import { checkFacets, facetsAnswerSchema } from './check-facets.js'
import { checkQuestions, questionsAnswerSchema } from './check-questions.js'
import { checkTranslation, translationAnswerSchema } from './check-translation.js'
import { englishOf, openEnrichable } from './enrichable-document.js'
import { ENRICHMENT_FILES } from './enrichment-kind.js'
import {
  type EntryFields,
  entriesOf,
  readEntryFile,
  withFields,
  withoutDraftMark,
  withoutEntry,
  writeEntryFile,
} from './entry-file.js'

/** Kinds of drafts that an editor accepts or rejects; candidates for the glossary are copied by hand. */
export const REVIEWED_KINDS = ['english', 'questions', 'facets'] as const
/** One of {@link REVIEWED_KINDS}. */
export type ReviewedKind = (typeof REVIEWED_KINDS)[number]

/** A draft beside its original. */
export interface Draft {
  readonly kind: ReviewedKind
  readonly measure: string
  readonly key: string
  /** The original's sentences, title first. */
  readonly original: readonly string[]
  readonly fields: EntryFields
}

/** The drafts of one document. Every call reads the files of drafts anew; the text is read once. */
export interface Review {
  /** In the order of the measures, all kinds of one together. */
  drafts(): Draft[]
  /** What is wrong with a draft; empty when it may be accepted. */
  problemsOf(draft: Draft): Promise<readonly string[]>
  /** Takes the mark of a draft away, when nothing is wrong with it; returns what is. */
  accept(draft: Draft): Promise<readonly string[]>
  reject(draft: Draft): void
  /** Puts other words in a draft's place; it stays a draft. */
  rewrite(draft: Draft, fields: EntryFields): void
}

/**
 * Opens the drafts of a document for an editor.
 *
 * @param separation Keeps lay questions apart from those of the evaluation; called when one is checked.
 * @throws AppError `invalid_request` when there is no such document; `bad_corpus` when the corpus is
 * not sound.
 */
export function openReview(
  corpus: string,
  documentId: string,
  separation: () => Promise<QuestionSeparation | undefined>,
): Review {
  const opened = openEnrichable(corpus, documentId)
  let separating: Promise<QuestionSeparation | undefined> | undefined
  const fileOf = (kind: ReviewedKind): string => join(opened.folder, ENRICHMENT_FILES[kind].name)
  const change = (kind: ReviewedKind, edit: (text: string) => string): void => {
    const file = fileOf(kind)
    writeEntryFile(file, edit(readEntryFile(file)))
  }

  async function problemsOf({ kind, key, fields }: Draft): Promise<readonly string[]> {
    const measure = opened.measure(key)
    if (measure === undefined) return [`there is no measure ${key}`]
    const context = opened.context(measure, englishOf(measure))
    try {
      switch (kind) {
        case 'english':
          return checkTranslation(translationAnswerSchema.parse(fields), context).problems
        case 'facets':
          return checkFacets(facetsAnswerSchema.parse(fields), context).problems
        case 'questions': {
          separating ??= separation()
          const known = {
            taken: opened.takenBeside(measure.id),
            separation: await separating,
          }
          return (await checkQuestions(questionsAnswerSchema.parse(fields), context, known))
            .problems
        }
      }
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ZodError') throw error
      return [messageOf(error)]
    }
  }

  return {
    drafts() {
      const found = REVIEWED_KINDS.flatMap((kind) =>
        entriesOf(readEntryFile(fileOf(kind)))
          .filter(({ draft }) => draft)
          .map(({ key, fields }) => ({ kind, key, fields })),
      )
      return opened.order.flatMap((key) =>
        found
          .filter((one) => one.key === key)
          .map((one): Draft => {
            const { id = '', text = '', sentences = [] } = opened.measure(key) ?? {}
            const original = sentences.map(({ start, end }) => text.slice(start, end))
            return { ...one, measure: id, original }
          }),
      )
    },
    problemsOf,
    async accept(draft) {
      const problems = await problemsOf(draft)
      if (problems.length === 0) change(draft.kind, (text) => withoutDraftMark(text, draft.key))
      return problems
    },
    reject({ kind, key }) {
      change(kind, (text) => withoutEntry(text, key, kind === 'facets'))
    },
    rewrite({ kind, key }, fields) {
      change(kind, (text) => withFields(text, key, fields))
    },
  }
}
