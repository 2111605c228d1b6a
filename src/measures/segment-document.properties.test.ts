import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberingKindSchema } from '../domain/document.js'
import { AppError } from '../errors.js'
import { type GeneratedDocument, generatedDocument } from './generated-document.fixture.js'
import { segmentDocument } from './segment-document.js'

const FILE = 'made-up/source.txt'

function refusalOf({ data }: GeneratedDocument, source: string): AppError | undefined {
  try {
    segmentDocument(source, data, FILE)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return undefined
}

/** Fails unless the damaged source is refused as a fault of the file. */
function expectRefusal(document: GeneratedDocument, source: string, what: string): void {
  const refusal = refusalOf(document, source)
  expect(refusal?.code, what).toBe('bad_corpus')
  expect(refusal?.message).toMatch(/^made-up\/source\.txt(:\d+)?: expected .*(found|missing)/)
}

describe.each(numberingKindSchema.exclude(['outline']).options)('%s', (kind) => {
  const documents = generatedDocument(kind)

  test('finds every measure, whole and with its label', () => {
    fc.assert(
      fc.property(documents, ({ data, source, measures }) => {
        const found = segmentDocument(source, data, FILE)
        expect(
          found.measures.map(({ number, label, text, chapter }) => ({
            number,
            label,
            text,
            chapter,
          })),
        ).toEqual(
          measures.map(({ number, label, text, chapter }) => ({ number, label, text, chapter })),
        )
      }),
    )
  })

  test('loses nothing and says everything once', () => {
    fc.assert(
      fc.property(documents, ({ data, source }) => {
        const { parts, measures } = segmentDocument(source, data, FILE)
        let end = 0
        let gaps = ''
        for (const part of parts) {
          expect(part.start).toBeGreaterThanOrEqual(end)
          gaps += source.slice(end, part.start)
          end = part.end
        }
        expect((gaps + source.slice(end)).trim()).toBe('')
        for (const { text, sourceOffsets, sentences, titleEnd } of measures) {
          const own = [...sourceOffsets.entries()].filter(([at]) => text.charAt(at).trim() !== '')
          expect(own.map(([at, offset]) => [at, source.charAt(offset)])).toEqual(
            own.map(([at]) => [at, text.charAt(at)]),
          )
          expect(sentences[0]).toEqual({ start: 0, end: titleEnd })
        }
      }),
    )
  })

  test('refuses a document that lacks any one of its labels', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const { label, labelStart, labelEnd } of document.measures) {
          const { source } = document
          const damaged = source.slice(0, labelStart) + source.slice(labelEnd)
          expectRefusal(document, damaged, `without ${label}`)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('refuses a number that stands twice, out of turn, or after the last', () => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, pick) => {
        const { source, measures } = document
        const one = measures[pick % measures.length]
        const last = measures.at(-1)
        if (one === undefined || last === undefined) throw new Error('expected a measure')
        const label = source.slice(one.labelStart, one.labelEnd)
        const body = source.slice(one.labelEnd, one.end)
        const twice = `${source.slice(0, one.end)}${label}${body}${source.slice(one.end)}`
        expectRefusal(document, twice, `${one.label} twice`)

        const next = measures[measures.indexOf(one) + 1]
        if (next === undefined) return
        const swapped = [
          source.slice(0, one.labelStart),
          source.slice(next.labelStart, next.labelEnd),
          source.slice(one.labelEnd, next.labelStart),
          label,
          source.slice(next.labelEnd),
        ].join('')
        expectRefusal(document, swapped, `${one.label} and ${next.label} swapped`)

        const shorter = {
          ...document,
          data: {
            ...document.data,
            numbering: { ...document.data.numbering, last: last.number - 1 },
          },
        }
        expectRefusal(shorter, source, `${last.label} after the last`)
      }),
    )
  })
})
