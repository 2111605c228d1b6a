import { z } from 'zod'
import { basisSchema, documentDataSchema } from './document.js'
import { officeRefSchema } from './office.js'

/**
 * `<document-id>/<number>`, stable for ever. Where numbers start again in each chapter, or articles
 * were put in between, the printed numbers are joined: `2-3` for (三) of 二、, `120-1` for
 * 第一百二十条之一, `12A` where that is printed. An earlier version of a document is `<document-id>@<version>`.
 */
export const measureIdSchema = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(@\d{1,4})?\/\d{1,6}[A-Z]{0,2}(-\d{1,6}[A-Z]{0,2}){0,3}$/,
    'expected <document-id>/<number>, such as dalian-43/33',
  )

/** What tells a measure from the others of its document, in a measure id behind the slash. */
export const measureKeySchema = z
  .string()
  .regex(
    /^\d{1,6}[A-Z]{0,2}(-\d{1,6}[A-Z]{0,2}){0,3}$/,
    'expected a number, or numbers joined by -',
  )

/**
 * `number` in the files beside a document, as a measure's key: `33`, or `"2-3"` where the printed number
 * alone does not tell.
 */
export const numberOrKeySchema = z
  .union([z.int().positive(), measureKeySchema])
  .transform((value) => String(value))

/** How strong the promise of a sentence is, and the word of the original that says so. */
export const commitmentSchema = z.object({
  class: z.enum(['in_force', 'extended', 'pilot', 'supported', 'explored', 'reported']),
  word: z.string(),
})
/** Strength of a promise. */
export type Commitment = z.infer<typeof commitmentSchema>

/** A span of a text in UTF-16 code units; `end` is exclusive. */
export const spanSchema = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })
/** A span in UTF-16 code units. */
export type Span = z.infer<typeof spanSchema>

/**
 * What one part of a sentence with several promises says: one of them with the conditions, the manner
 * and the aim that belong to it. The parts of a sentence cover it, in order.
 */
export interface ClausePromise extends Commitment, Span {
  /** Index of the sentence. */
  readonly sentence: number
  /** The words of the accepted translation that render it; empty where there is none. */
  readonly translation: string
}

/** The unofficial translation of one measure; `sentences` runs parallel to the measure's own. */
export const translationSchema = z.object({
  language: z.literal('en'),
  official: z.literal(false),
  title: z.string(),
  text: z.string(),
  sentences: z.array(z.string()),
})
/** An unofficial translation. */
export type Translation = z.infer<typeof translationSchema>

/**
 * A measure as the parser cut it: independent of the language asked for. `text` is everything after
 * the label, title included; `sentences[0]` is the title; `sourceOffsets[i]` is the place in
 * `source.txt` (UTF-16 code units) from which `text[i]` was taken.
 */
export interface MeasureRecord {
  readonly id: string
  readonly documentId: string
  readonly officeId: string
  /** What follows the document's id in `id`. */
  readonly key: string
  /** The last of the printed numbers; other measures of the document may have the same. */
  readonly number: number
  readonly label: string
  /** Index into the document's chapters, or null. */
  readonly chapter: number | null
  readonly title: string
  readonly titleEnd: number
  readonly text: string
  readonly sentences: readonly Span[]
  readonly sourceOffsets: readonly number[]
  readonly translation: Translation | null
  /** A translation that no editor has accepted: the measure is found by it, it is never shown. */
  readonly draftTranslation: Translation | null
  /** How strong a promise each sentence makes, parallel to `sentences`; empty where no rules are given. */
  readonly commitments: readonly Commitment[]
  /** The parts of those sentences that make several promises, in order; none when left out. */
  readonly clausePromises?: readonly ClausePromise[]
  /**
   * Whether an editor has looked at what the text states. Without that both lists below are empty and
   * say nothing: of such a measure nobody may be told that its text does not state something.
   */
  readonly facetsKnown: boolean
  /** What the text states of place, who, conditions and the like. */
  readonly facets: readonly FacetSpan[]
  /** Bodies that the measure's own words name. */
  readonly responsible: readonly ResponsibleBody[]
}

/**
 * What a measure may state besides its promise:
 * - `place`: where it applies or is done
 * - `who`: who may apply or benefits; also ships, flights and projects that are served
 * - `goods`: goods and other articles
 * - `conditions`: what must hold first, or no longer has to
 * - `channel`: how, or through which platform, one applies or it is done
 * - `materials`: papers and proofs, asked for or waived
 * - `timeLimit`: a deadline, when it is or must be done, how long it takes
 * - `amount`: values, percentages and counts that are part of the rule or of its result
 * - `period`: how long a right or a paper is valid, since when a scheme runs
 */
export const facetSchema = z.enum([
  'place',
  'who',
  'goods',
  'conditions',
  'channel',
  'materials',
  'timeLimit',
  'amount',
  'period',
])
/** A facet. */
export type Facet = z.infer<typeof facetSchema>

/** Words of a measure that state a facet of it. */
export interface FacetSpan extends Span {
  readonly facet: Facet
}

/** A body that a measure names as responsible or acting, with the words that name it. */
export interface ResponsibleBody {
  readonly name: string
  readonly quote: string
}

/** What happened to a measure with one version of its document. */
export const measureHistorySchema = z.object({
  documentId: z.string().meta({ description: 'The version of the document' }),
  measureId: measureIdSchema
    .nullable()
    .meta({ description: 'The measure in that version; null where it was removed' }),
  change: z.enum(['first', 'unchanged', 'moved', 'changed', 'added', 'removed']).meta({
    description:
      'first: it stood in the first version known; moved: the same words under another number or in another chapter',
  }),
  moved: z
    .boolean()
    .meta({ description: 'Whether its number or its chapter is another one than before' }),
})

/** A measure on the wire. */
export const measureSchema = z.object({
  id: measureIdSchema,
  documentId: z.string(),
  number: z.int(),
  label: z.string(),
  chapter: z.string().nullable(),
  office: officeRefSchema,
  title: z.string(),
  text: z.string(),
  titleEnd: z.int(),
  script: z.enum(['Hans', 'Hant', 'Latn']),
  sentences: z.array(spanSchema.extend({ commitment: commitmentSchema.nullable() })),
  responsible: z.array(z.object({ name: z.string(), quote: z.string() })),
  facets: z.array(spanSchema.extend({ facet: facetSchema, quote: z.string() })),
  translation: translationSchema.nullable(),
  reference: z.string(),
  sourceUrl: z.string().nullable(),
  publishedOn: z.string().nullable(),
  asOf: z.object({ date: z.string().nullable(), basis: basisSchema }),
  status: documentDataSchema.shape.status.meta({ description: 'Status of its document' }),
  history: z.array(measureHistorySchema).meta({
    description: 'From the version of its document in which it first stands, in order',
  }),
  url: z.string(),
})
/** A measure on the wire. */
export type MeasureView = z.infer<typeof measureSchema>
