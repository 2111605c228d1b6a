import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import {
  type FacetSpan,
  facetSchema,
  type MeasureRecord,
  numberOrKeySchema,
  type ResponsibleBody,
  type Span,
} from '../domain/measure.js'
import { AppError } from '../errors.js'

/** What one measure states. Both lists keep the order of the file; either may be empty. */
export interface MeasureFacets {
  readonly spans: readonly FacetSpan[]
  readonly responsible: readonly ResponsibleBody[]
  /** Set when no editor has accepted it yet. */
  readonly draft?: true
}

/**
 * `draft: true` at an entry of a file beside a document: a model wrote it and no editor has accepted
 * it. Measures are found by drafts; what they say is not shown or relied on.
 */
export const draftSchema = z.literal(true).optional()

const words = z
  .string()
  .min(1)
  .refine((text) => text === text.trim() && !/[\r\n]/u.test(text), {
    error: 'expected words without a line break or outer white space',
  })

const spans = z
  .array(
    z.union([words, z.strictObject({ text: words, at: z.int().positive() })], {
      error: 'expected words of the measure on one line, or { text, at }',
    }),
  )
  .min(1, 'expected at least one span; a facet that the text does not state is left out')
  .optional()

const bodies = z
  .array(
    z
      .strictObject({ name: words, quote: words })
      .refine(({ name, quote }) => quote.includes(name), {
        error: 'expected a quote that holds the name',
      }),
  )
  .min(1, 'expected at least one body; the list is left out when the text names none')
  .optional()

/**
 * What `facets.yaml` holds; `at` counts the occurrences of `text` in the measure from 1. `partial` says
 * that measures without an entry are still to be looked at.
 */
export const facetsFileSchema = z.strictObject({
  partial: z.literal(true).optional(),
  measures: z.array(
    z.strictObject({
      number: numberOrKeySchema,
      draft: draftSchema,
      place: spans,
      who: spans,
      goods: spans,
      conditions: spans,
      channel: spans,
      materials: spans,
      timeLimit: spans,
      amount: spans,
      period: spans,
      responsible: bodies,
    }),
  ),
})
type Entry = z.infer<typeof facetsFileSchema>['measures'][number]
type FacetMeasure = Pick<MeasureRecord, 'key' | 'text'>

/**
 * Reads the `facets.yaml` of one document and finds each span in its measure. Every measure needs
 * an entry, if only its number, unless the file is `partial`: "the text does not state it" must not be
 * said of a measure that nobody looked at.
 *
 * @returns What each measure states, by key.
 * @throws AppError `bad_corpus` that names file, measure, facet and span: a span or quote that is
 * not in the text, stands there several times without `at`, is given twice or cuts through a
 * number or a Latin word; a number unknown, missing or given twice; an empty list.
 */
export function loadFacets(
  file: string,
  measures: readonly FacetMeasure[],
): ReadonlyMap<string, MeasureFacets> {
  const faults: string[] = []
  const found = new Map<string, MeasureFacets>()
  const { partial, measures: entries } = readYaml(file, facetsFileSchema)
  for (const entry of entries) {
    const measure = measures.find(({ key }) => key === entry.number)
    const fault = (what: string): void => {
      faults.push(`${file}: measure ${entry.number}: ${what}`)
    }
    if (measure === undefined) {
      fault(`expected numbers of the document (${rangeOf(measures)})`)
    } else if (found.has(entry.number)) {
      fault('expected each number once, found it twice')
    } else {
      found.set(entry.number, measureFacets(entry, measure.text, fault))
    }
  }
  const missing = measures.filter(({ key }) => !found.has(key)).map(({ key }) => key)
  if (missing.length > 0 && partial !== true) {
    faults.push(`${file}: expected an entry for each measure, found none for ${missing.join(', ')}`)
  }
  if (faults.length > 0) throw new AppError('bad_corpus', faults.slice(0, MAX_FAULTS).join('\n'))
  return found
}

/** Most faults of one file that a message lists. */
const MAX_FAULTS = 5

function rangeOf(measures: readonly FacetMeasure[]): string {
  return `${measures[0]?.key} to ${measures.at(-1)?.key}`
}

function measureFacets(entry: Entry, text: string, fault: (what: string) => void): MeasureFacets {
  const found: FacetSpan[] = []
  for (const facet of facetSchema.options) {
    for (const item of entry[facet] ?? []) {
      const wanted = typeof item === 'string' ? { text: item } : item
      const span = findSpan(text, wanted)
      if (typeof span === 'string') {
        fault(`${facet}: ${span}, found "${wanted.text}"`)
      } else if (
        found.some(
          (other) => other.facet === facet && other.start === span.start && other.end === span.end,
        )
      ) {
        fault(`${facet}: expected each span once, found "${wanted.text}" twice`)
      } else {
        found.push({ facet, ...span })
      }
    }
  }
  const responsible = entry.responsible ?? []
  for (const { quote } of responsible) {
    if (!text.includes(quote)) {
      fault(`responsible: expected a quote that is in the text, found "${quote}"`)
    }
  }
  return { spans: found, responsible, ...(entry.draft === true ? { draft: true } : {}) }
}

/**
 * The place of words in a text, or what was expected instead.
 *
 * @param wanted `at` is the occurrence meant, from 1; needed when there are several.
 */
export function findSpan(
  text: string,
  wanted: { readonly text: string; readonly at?: number },
): Span | string {
  const starts: number[] = []
  for (let at = text.indexOf(wanted.text); at >= 0; at = text.indexOf(wanted.text, at + 1)) {
    starts.push(at)
  }
  if (starts.length === 0) return 'expected words of the text'
  if (wanted.at === undefined && starts.length > 1) {
    return `expected { text, at } for words that occur ${starts.length} times`
  }
  const start = starts[(wanted.at ?? 1) - 1]
  if (start === undefined) return `expected at to be at most ${starts.length}`
  const end = start + wanted.text.length
  return cutsWord(text, start) || cutsWord(text, end)
    ? 'expected not to cut through a number or a Latin word'
    : { start, end }
}

/** Whether an edge falls inside a number, between it and its percent sign, or inside a Latin word. */
function cutsWord(text: string, edge: number): boolean {
  return /[\d.][\d.%％]|[a-z][a-z]/iu.test(text.slice(Math.max(0, edge - 1), edge + 1))
}
