import { z } from 'zod'
import { namesSchema, officeRefSchema } from './office.js'
import { patternSchema } from './pattern.js'

/** The id of a document: of an earlier version with its number behind an at sign. */
export const documentIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(@\d{1,4})?$/, 'expected words of a to z and digits, joined by -')

/** How something about a document is known. */
export const basisSchema = z.enum(['stated', 'inferred', 'unknown'])

/**
 * The kinds of numbering that the parser knows; everything else about a document is data. `outline`:
 * whatever is numbered stands in `outline.yaml`, as it was recognised and accepted by an editor.
 */
export const numberingKindSchema = z.enum([
  'han-clauses',
  'bracketed-items',
  'cases',
  'table-rows',
  'outline',
])
/** A kind of numbering whose labels are found by their form, without an outline. */
export type FormNumberingKind = Exclude<z.infer<typeof numberingKindSchema>, 'outline'>

const datedSchema = z.strictObject({
  date: z.iso.date().nullable(),
  basis: basisSchema,
})

const referenceSchema = z.string().regex(/\{(?:number|arabic|label)\}/, {
  error: 'expected {number}, {arabic} or {label} in a reference',
})

/** Something about the document that its text states: the value, and the words that say so. */
const statedSchema = z.strictObject({ value: z.string().min(1), quote: z.string().min(1) })

/** A day that the text states; null where it states none. */
const statedDaySchema = z
  .strictObject({ value: z.iso.date(), quote: z.string().min(1) })
  .nullable()
  .default(null)

/** What the text itself says of the document; every quote stands in `source.txt`. */
export const statedFactsSchema = z.strictObject({
  title: statedSchema.nullable().default(null),
  issuers: z.array(statedSchema).default([]),
  documentNumber: statedSchema.nullable().default(null),
  signedOn: statedDaySchema,
  publishedOn: statedDaySchema,
  effectiveOn: statedDaySchema,
  repealedOn: statedDaySchema,
  /** Documents that this one repeals or replaces, as its text names them. */
  repeals: z.array(statedSchema).default([]),
})
/** What the text itself says of the document. */
export type StatedFacts = z.infer<typeof statedFactsSchema>

/**
 * `corpus/<id>/document.yaml`: everything about one document that is not its text. `{number}` in a
 * reference stands for the measure's number as printed there (`十九`), `{arabic}` for its digits,
 * `{label}` for its label (`第十条`, `二（三）`).
 */
export const documentDataSchema = z.strictObject({
  id: documentIdSchema,
  office: z.string(),
  issuer: z.strictObject({ basis: basisSchema, note: z.string().optional() }),
  nature: z.enum(['measures', 'task-list', 'press-report']),
  title: z.strictObject({ names: namesSchema, basis: basisSchema }),
  /** Names by which a question may mean this document, Simplified or English; matched folded. */
  aliases: z.array(z.string().min(1)),
  reference: z.strictObject({
    'zh-Hans': referenceSchema,
    'zh-Hant-HK': referenceSchema,
    'zh-Hant-TW': referenceSchema,
    en: referenceSchema,
  }),
  numbering: z
    .strictObject({
      kind: numberingKindSchema,
      first: z.int().nonnegative(),
      last: z.int().nonnegative(),
      /** Whether chapter headings (`一、…`) stand between the measures. */
      chapters: z.boolean().default(false),
      /** Where the title of a measure is: the label's line, or the first sentence after the label. */
      title: z.enum(['line', 'first-sentence', 'row', 'brackets', 'none']),
      /** Whether lines are hard-wrapped: one that does not end a sentence goes on in the next. */
      wrapped: z.boolean().default(false),
      /** Patterns of whole lines that repeat on each page (table headers, page numbers). */
      furniture: z.array(patternSchema).default([]),
      /** Pattern of the line with which the text after the last measure begins. */
      backMatter: patternSchema.optional(),
      /** How a reader names one measure: 第十九条, 第（十九）项, 第3则, 第7项. */
      unit: z.strictObject({ 'zh-Hans': z.string(), 'zh-Hant': z.string(), en: z.string() }),
    })
    .refine(({ first, last }) => first <= last, {
      error: 'expected the first number not to be above the last',
      path: ['last'],
    }),
  /** Chapter headings in the other languages, in order; empty without chapters. */
  chapters: z.array(namesSchema).default([]),
  /** SHA-256 of `source.txt`, so that a text that was changed by mistake or by others is noticed. */
  sourceSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
    .optional(),
  sourceUrl: z.url().nullable(),
  publishedOn: datedSchema,
  asOf: datedSchema,
  status: z.enum(['in_force', 'amended', 'superseded', 'repealed', 'unknown']),
  /** Script of the original. */
  script: z.enum(['Hans', 'Hant', 'Latn']).default('Hans'),
  /** Counts from 1; a higher one replaces a lower one. */
  version: z.int().positive().default(1),
  /** First and last day on which it holds; null where that is not known. */
  validFrom: z.iso.date().nullable().default(null),
  validUntil: z.iso.date().nullable().default(null),
  /** Id or name of what took its place or ended it. */
  endedBy: z.string().min(1).nullable().default(null),
  stated: statedFactsSchema.optional(),
})
/** What `document.yaml` holds. */
export type DocumentData = z.infer<typeof documentDataSchema>

/** One version of a document, as a list of them names it. */
export const documentVersionSchema = z.object({
  id: z.string(),
  version: z.int(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  status: documentDataSchema.shape.status,
  url: z.string(),
})

/** A document on the wire. */
export const documentSchema = z.object({
  id: z.string(),
  title: z.string(),
  titleBasis: basisSchema,
  titles: namesSchema,
  office: officeRefSchema,
  issuerBasis: basisSchema,
  nature: documentDataSchema.shape.nature,
  measures: z.int(),
  firstNumber: z.int(),
  lastNumber: z.int(),
  chapters: z.array(
    z.object({ title: z.string(), measures: z.int(), firstNumber: z.int(), lastNumber: z.int() }),
  ),
  sourceUrl: z.string().nullable(),
  publishedOn: z.string().nullable(),
  asOf: z.object({ date: z.string().nullable(), basis: basisSchema }),
  status: documentDataSchema.shape.status,
  version: z.int().meta({ description: 'Counts from 1; a higher one replaced a lower one' }),
  validFrom: z
    .string()
    .nullable()
    .meta({ description: 'First day on which it holds; null where that is not known' }),
  validUntil: z
    .string()
    .nullable()
    .meta({ description: 'Last day on which it holds; null where none is known' }),
  endedBy: z
    .string()
    .nullable()
    .meta({ description: 'Id or name of what took its place or ended it' }),
  versions: z.array(documentVersionSchema).meta({
    description:
      'All its versions, itself included, the first one first; each can be read by its id',
  }),
  url: z.string(),
})
/** A document on the wire. */
export type DocumentView = z.infer<typeof documentSchema>
