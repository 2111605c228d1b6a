import { describe, expect, test } from 'vitest'
import { loadTestReader, NO_CONTEXT } from '../testing/load-test-reader.js'
import { ASKED_THINGS, type AskedQuestion, loadAskedQuestions } from './asked-questions.js'

const { reader, corpus } = loadTestReader()

const FORMS = ['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const
type Form = (typeof FORMS)[number]

const fitted = loadAskedQuestions('fitted')
const heldOut = loadAskedQuestions('held-out')
const natural = loadAskedQuestions('natural')

function askedIn(question: string): string[] {
  const { askedFacets: facets, asksNow } = reader.read(question, NO_CONTEXT)
  return [...facets, ...(asksNow ? ['now'] : [])].toSorted()
}

const asking = (cases: readonly AskedQuestion[]): AskedQuestion[] =>
  cases.filter(({ asks }) => asks.length > 0)

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

test('of long, indirect questions most is read', () => {
  const pairs = natural.map(({ question, asks }) => ({ asks, read: askedIn(question) }))
  const count = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0)
  const both = count(({ asks, read }) => read.filter((one) => asks.some((a) => a === one)).length)
  // Six tenths of them were looked at while the patterns were made.
  expect(both / count(({ asks }) => asks.length)).toBeGreaterThan(0.8)
  expect(both / count(({ read }) => read.length)).toBeGreaterThan(0.9)
})

describe('the labelled questions', () => {
  /** Fewest questions of each kind. */
  const FEWEST: Readonly<Record<Form, number>> = {
    'zh-Hans': 16,
    'zh-Hant-HK': 10,
    'zh-Hant-TW': 10,
    en: 14,
  }
  const KINDS = ASKED_THINGS

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
})

describe('the patterns', () => {
  const { facetPatterns, now } = corpus.cues
  const patterns = Object.entries({ ...facetPatterns, now: now.patterns }).flatMap(
    ([facet, sources]) => sources.map((source) => [facet, source] as const),
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

test.each([
  ['最多几天给结果？', ['duration', 'timeLimit']],
  ['能贷到多少钱？', ['amount']],
  ['全国怎么规定？', []],
  ['这次的措施写了没有？', []],
  ['哪几家已经在用？', ['now', 'who']],
  ['What grade does an agent have to reach?', ['conditions']],
  ['Which authority decides whether we qualify?', ['responsible']],
  // When a paper must be made anew is how long it is valid.
  ['包装的检测报告隔多久才要重做？', ['period']],
  ['這份檢測報告要隔多久重驗？', ['period']],
  ['份鑑定幾耐要再驗一次？', ['period']],
  ['How often must the packaging test be redone?', ['period']],
  ['How often do we need a new report?', ['period']],
  // A subordinate when asks for no time.
  ['Which industries does customs single out when it certifies supply chains?', ['who']],
  ['Can you find out when the permit is issued?', ['timeLimit']],
  // When something will be done, not until when it holds.
  ['单一窗口要管到整条贸易链，任务表定的是什么时候做完？', ['timeLimit']],
  ['這套系統什麼時候接完？', ['timeLimit']],
  ['条专线几时铺完？', ['timeLimit']],
  ['这个试点什么时候会完？', ['period']],
  // By how much a charge is cut is no charge.
  ['By how much is the late-payment charge cut?', ['amount']],
  ['How much is the late-payment charge reduced?', ['amount']],
  ['By how much will the fee fall?', ['amount']],
  // What comes onto a list.
  ['会新增哪些机种？', ['goods']],
  ['清單會加進哪些機台？', ['goods']],
  ['Which machines are going to be added?', ['goods']],
])('%s asks for %j and for nothing beside it', (question, asks) => {
  expect(askedIn(question)).toEqual(asks)
})
