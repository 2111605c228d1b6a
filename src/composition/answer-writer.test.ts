import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UnnumberedCitation } from '../citations/cite.js'
import { claimSchema } from '../domain/answer.js'
import { createAnswerWriter, type WrittenAnswer } from './answer-writer.js'

const cite = (measure: number, start: number, end: number): UnnumberedCitation => ({
  measureId: `office-20/${measure}`,
  office: { id: 'office', name: '某海关' },
  document: { id: 'office-20', title: '二十条', sourceUrl: null, publishedOn: null },
  measure: { number: measure, label: `第${measure}条`, title: '标题' },
  reference: `某海关第${measure}条`,
  quote: '原文',
  quoteStart: start,
  quoteEnd: end,
  commitment: null,
  url: `https://assistant.example/measures/office-20/${measure}?from=${start}&to=${end}`,
})

type Step =
  | {
      readonly kind: (typeof claimSchema)['shape']['kind']['options'][number]
      readonly text: string
      readonly cited: readonly UnnumberedCitation[]
    }
  | { readonly layout: string }

// No square brackets: the assistant's own words and the documents hold none.
const words = fc.string({ unit: fc.constantFrom(...'货物通关。, *|-\nAb1𠀋'), maxLength: 12 })
const citation = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom(4, 5))
  .map(([measure, start, end]) => cite(measure, start, end))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(...claimSchema.shape.kind.options),
    text: words,
    cited: fc.array(citation, { maxLength: 3 }),
  }),
  fc.record({ layout: words }),
)

function write(steps: readonly Step[]): WrittenAnswer {
  const writer = createAnswerWriter()
  for (const step of steps) {
    if ('layout' in step) writer.layout(step.layout)
    else writer.sentence(step.kind, step.text, step.cited)
  }
  return writer.finish()
}

describe('whatever is written', () => {
  const check = (property: (written: WrittenAnswer, steps: readonly Step[]) => void): void =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => property(write(steps), steps)),
    )

  test('each claim stands in the text where it says, in order', () => {
    check(({ text, claims }, steps) => {
      expect(claims.map((claim) => claim.text)).toEqual(
        steps.flatMap((each) => ('layout' in each ? [] : [each.text])),
      )
      let end = 0
      for (const claim of claims) {
        expect(text.slice(claim.start, claim.end)).toBe(claim.text)
        expect(claim.start).toBeGreaterThanOrEqual(end)
        end = claim.end
      }
    })
  })

  test('each [n] has its citation and each citation its [n]', () => {
    check(({ text, citations }) => {
      const used = new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)))
      expect([...used].toSorted((a, b) => a - b)).toEqual(citations.map(({ number }) => number))
    })
  })

  test('citations are numbered from 1 in the order of use, each span once', () => {
    check(({ text, citations }) => {
      expect(citations.map(({ number }) => number)).toEqual(citations.map((_, index) => index + 1))
      const places = citations.map(({ number }) => text.indexOf(`[${number}]`))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(new Set(citations.map(({ url }) => url)).size).toBe(citations.length)
    })
  })

  test('the claim’s numbers lead to what it was given', () => {
    check(({ claims, citations }, steps) => {
      const given = steps.flatMap((each) => ('layout' in each ? [] : [each.cited]))
      claims.forEach((claim, index) => {
        const urls = claim.citations.map(
          (number) => citations.find((known) => known.number === number)?.url,
        )
        expect(urls).toEqual([...new Set((given[index] ?? []).map(({ url }) => url))])
      })
    })
  })

  test('the pieces joined are the text, and a citation comes before the text with its number', () => {
    check(({ text, citations, pieces }) => {
      const sent: number[] = []
      let joined = ''
      for (const piece of pieces) {
        if (piece.kind === 'citation') {
          sent.push(piece.citation.number)
          continue
        }
        expect(piece.text).not.toBe('')
        joined += piece.text
        for (const [, number] of piece.text.matchAll(/\[(\d+)\]/g)) {
          expect(sent).toContain(Number(number))
        }
      }
      expect(joined).toBe(text)
      expect(sent).toEqual(citations.map(({ number }) => number))
    })
  })
})

describe('the account', () => {
  test('the number stands behind the sentence and is no part of the claim', () => {
    const written = write([
      { kind: 'lead', text: '大连海关：', cited: [] },
      { kind: 'statement', text: '可以申请。', cited: [cite(3, 0, 2)] },
    ])
    expect(written.text).toBe('大连海关：可以申请。[1]')
    expect(written.claims).toEqual([
      { kind: 'lead', text: '大连海关：', start: 0, end: 5, citations: [] },
      { kind: 'statement', text: '可以申请。', start: 5, end: 10, citations: [1] },
    ])
  })

  test('the same span keeps its number, another span of the measure has its own', () => {
    const written = write([
      { kind: 'statement', text: 'a', cited: [cite(3, 0, 2)] },
      { kind: 'statement', text: 'b', cited: [cite(3, 4, 6), cite(3, 0, 2)] },
    ])
    expect(written.text).toBe('a[1]b[2][1]')
    expect(written.citations.map(({ quoteStart }) => quoteStart)).toEqual([0, 4])
  })

  test('a sentence without its mark cites all the same', () => {
    const writer = createAnswerWriter()
    writer.sentence('statement', 'a', [cite(3, 0, 2)], false)
    writer.sentence('statement', 'b', [cite(3, 0, 2)])
    const { text, claims } = writer.finish()
    expect(text).toBe('ab[1]')
    expect(claims.map(({ citations }) => citations)).toEqual([[1], [1]])
  })

  test('an empty answer', () => {
    expect(createAnswerWriter().finish()).toEqual({
      text: '',
      claims: [],
      citations: [],
      pieces: [],
    })
  })
})
