import { z } from 'zod'
import type { Answer } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import { type AskedFacet, askedFacetSchema } from '../domain/cues.js'
import { type RecordedGeneration, recordedGenerationSchema } from './evaluation-record.js'

const traceSchema = z.object({
  understanding: z
    .object({
      officeIds: z.array(z.string()).catch([]),
      documentIds: z.array(z.string()).catch([]),
    })
    .catch({ officeIds: [], documentIds: [] }),
  gateProbability: z.number().nullable().catch(null),
  unstated: z.array(askedFacetSchema).optional().catch(undefined),
  hits: z.array(z.object({ measureId: z.string() })).catch([]),
  generation: z
    .object({
      ...recordedGenerationSchema.shape,
      failure: z.string().nullable().default(null),
    })
    .nullable()
    .catch(null),
})

/** What an evaluation reads out of the trace of an answer. */
export interface TraceFacts {
  readonly gateProbability: number | null
  /** Facets that the answer tells not to be stated; undefined where the trace does not say. */
  readonly unstated?: readonly AskedFacet[] | undefined
  /** Documents the evidence was looked for in, in corpus order; empty means all. */
  readonly documents: readonly string[]
  /** What became of what a model wrote; null where none was asked. */
  readonly generation: RecordedGeneration | null
}

/**
 * Reads the trace of an answer: the gate's probability, and where was searched. That is in the
 * documents of the offices named; where the evidence lies wholly outside them (a silent office, for
 * which the national list speaks), in the documents of the evidence; and what became of what a
 * language model wrote. A trace that holds less than expected counts as one that says nothing.
 */
export function readTrace({ trace }: Pick<Answer, 'trace'>, corpus: Corpus): TraceFacts {
  const parsed = traceSchema.safeParse(trace)
  if (!parsed.success) return { gateProbability: null, documents: [], generation: null }
  const { understanding, gateProbability, unstated, hits, generation } = parsed.data
  const named = corpus.documents.filter(
    ({ data }) =>
      understanding.officeIds.includes(data.office) || understanding.documentIds.includes(data.id),
  )
  const holding = corpus.documents.filter(({ measures }) =>
    measures.some(({ id }) => hits.some(({ measureId }) => measureId === id)),
  )
  const anyNamed = understanding.officeIds.length + understanding.documentIds.length > 0
  const outside =
    anyNamed && holding.length > 0 && !holding.some((document) => named.includes(document))
  return {
    gateProbability,
    ...(unstated === undefined ? {} : { unstated }),
    documents: (outside ? holding : named).map(({ data }) => data.id),
    generation,
  }
}
