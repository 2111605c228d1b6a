import { describe, expect, test } from 'vitest'
import { askedFacetSchema } from '../domain/cues.js'
import { loadTestReader, NO_CONTEXT } from '../testing/load-test-reader.js'
import { type AskedQuestions, askedFacets } from './asked-facets.fixture.js'

const { reader, corpus } = loadTestReader()

const FORMS = ['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const
type Form = (typeof FORMS)[number]

interface Case {
  readonly question: string
  readonly asks: readonly string[]
  readonly form: Form
}

function casesOf(questions: Readonly<Record<string, AskedQuestions>>): Case[] {
  return Object.entries(questions).flatMap(([key, own]) => {
    const asks = key === 'none' ? [] : key.split(' ')
    return FORMS.flatMap((form) =>
      (own[form] ?? '')
        .split(/[|\n]/u)
        .map((question) => question.trim())
        .filter((question) => question !== '')
        .map((question) => ({ question, asks, form })),
    )
  })
}

function askedIn(question: string): string[] {
  const { askedFacets: facets, asksNow } = reader.read(question, NO_CONTEXT)
  return [...facets, ...(asksNow ? ['now'] : [])].toSorted()
}

const fitted = casesOf(askedFacets.fitted)
const heldOut = casesOf(askedFacets.heldOut)
const asking = (cases: readonly Case[]): Case[] => cases.filter(({ asks }) => asks.length > 0)

describe.each([
  ['fitted', fitted],
  ['held out', heldOut],
])('%s', (_name, cases) => {
  test.each(cases.map(({ question, asks }) => [question, asks] as const))(
    '%s asks for %j',
    (question, asks) => {
      expect(askedIn(question)).toEqual(asks.toSorted())
    },
  )
})

describe('the fixture', () => {
  /** Fewest questions of each kind. */
  const FEWEST: Readonly<Record<Form, number>> = {
    'zh-Hans': 16,
    'zh-Hant-HK': 10,
    'zh-Hant-TW': 10,
    en: 14,
  }
  const KINDS = [...askedFacetSchema.options, 'now']

  test.each(KINDS.flatMap((kind) => FORMS.map((form) => [kind, form] as const)))(
    'has enough questions for %s in %s',
    (kind, form) => {
      const own = fitted.filter((entry) => entry.form === form && entry.asks.includes(kind))
      expect(own.length).toBeGreaterThanOrEqual(FEWEST[form])
    },
  )

  test('has enough questions that ask for nothing, and as many of either sort held out', () => {
    expect(fitted.length - asking(fitted).length).toBeGreaterThanOrEqual(150)
    expect(heldOut.length).toBeGreaterThanOrEqual(60)
    const share = asking(heldOut).length / heldOut.length
    expect(share).toBeGreaterThan(0.45)
    expect(share).toBeLessThan(0.55)
  })

  test('has no question twice', () => {
    const questions = [...fitted, ...heldOut].map(({ question }) => question)
    expect(new Set(questions).size).toBe(questions.length)
  })
})

describe('the patterns', () => {
  const patterns = Object.entries(corpus.cues.facetPatterns).flatMap(([facet, sources]) =>
    sources.map((source) => [facet, source] as const),
  )
  /** Beginnings of matches, which a pattern takes up again and again. */
  const BEGINNINGS =
    '几|几个|多少|什么|要什|在哪里|怎么|谁|限|有效|第几| |a|is a |how long |how many |what |what do |where is |which a |who |whose a '

  // In quadratic time one would take minutes for such texts; all of them together take a second.
  test.each(patterns)('of %s end soon on a long text: %s', (_facet, source) => {
    const pattern = new RegExp(source, 'u')
    const started = performance.now()
    for (const beginning of BEGINNINGS.split('|')) {
      pattern.test(beginning.repeat(100_000 / beginning.length))
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test.each(patterns)('of %s repeat no group: %s', (_facet, source) => {
    expect(source).not.toMatch(/\)(?:[*+]|\{)/u)
  })
})
