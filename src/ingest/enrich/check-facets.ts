import { z } from 'zod'
import { facetSchema } from '../../domain/measure.js'
import { findSpan } from '../../measures/facets.js'
import { type CheckContext, type Checked, shown } from './enrichment-check.js'

/** Facets as a model gives them: any names, whose values are looked at one by one. */
export const facetsAnswerSchema = z.record(z.string(), z.unknown())

const spanSchema = z.union([
  z.string().transform((text) => ({ text, at: undefined })),
  z.object({ text: z.string(), at: z.int().positive().optional() }),
])
const bodySchema = z.object({ name: z.string().min(1), quote: z.string().min(1) })

type WrittenSpan = string | { readonly text: string; readonly at: number }

/**
 * Checks facets by the rules of the loader, span by span: known names, words that stand in the text
 * verbatim, the occurrence told where there are several, none twice, none that cuts through a number. A
 * measure that states nothing is a result; one of whose spans none is sound is not.
 */
export function checkFacets(
  answer: z.infer<typeof facetsAnswerSchema>,
  { measure: { text } }: Pick<CheckContext, 'measure'>,
): Checked {
  const problems: string[] = []
  const fields: Record<string, unknown> = {}
  let offered = 0
  for (const [name, value] of Object.entries(answer)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : value == null ? [] : [value]
    offered += items.length
    const facet = facetSchema.safeParse(name)
    if (facet.success) {
      const spans = spansOf(items, facet.data, text, problems)
      if (spans.length > 0) fields[facet.data] = spans
    } else if (name === 'responsible') {
      const bodies = bodiesOf(items, text, problems)
      if (bodies.length > 0) fields['responsible'] = bodies
    } else problems.push(`expected the name of a facet, found ${shown(name)}`)
  }
  const isNothingLeft = offered > 0 && Object.keys(fields).length === 0
  return { fields: isNothingLeft ? undefined : inOrder(fields), problems }
}

function spansOf(
  items: readonly unknown[],
  facet: string,
  text: string,
  problems: string[],
): WrittenSpan[] {
  const seen = new Set<number>()
  return items.flatMap((item): WrittenSpan[] => {
    const parsed = spanSchema.safeParse(item)
    if (!parsed.success) {
      problems.push(`${facet}: expected words, or { text, at }`)
      return []
    }
    const { text: words, at } = parsed.data
    const fault = (what: string): WrittenSpan[] => {
      problems.push(`${facet}: ${what}, found ${shown(words)}`)
      return []
    }
    if (words === '' || words !== words.trim() || /[\r\n]/u.test(words)) {
      return fault('expected words without a line break or outer white space')
    }
    const span = findSpan(text, at === undefined ? { text: words } : { text: words, at })
    if (typeof span === 'string') return fault(span)
    // The same words at another end are another span only when they begin elsewhere.
    const place = span.start * text.length + span.end
    if (seen.has(place)) return fault('expected each span once')
    seen.add(place)
    return [at === undefined ? words : { text: words, at }]
  })
}

function bodiesOf(
  items: readonly unknown[],
  text: string,
  problems: string[],
): z.infer<typeof bodySchema>[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const parsed = bodySchema.safeParse(item)
    if (!parsed.success) {
      problems.push('responsible: expected { name, quote }')
      return []
    }
    const { name, quote } = parsed.data
    const isWords = [name, quote].every((words) => words === words.trim() && !/[\r\n]/u.test(words))
    if (!isWords || !quote.includes(name) || !text.includes(quote)) {
      problems.push(
        `responsible: expected a quote of the text that holds the name, found ${shown(quote)}`,
      )
      return []
    }
    if (seen.has(name)) {
      problems.push(`responsible: expected each body once, found ${shown(name)}`)
      return []
    }
    seen.add(name)
    return [{ name, quote }]
  })
}

/** In the order in which the files of the corpus have them. */
function inOrder(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...facetSchema.options, 'responsible']
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )
}
