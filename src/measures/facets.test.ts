import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { findSpan, loadFacets, type MeasureFacets } from './facets.js'

const corpusFolder = join(projectRoot, 'corpus')
const { corpus } = loadCorpus(corpusFolder)
const stated = new Map<string, MeasureFacets>()
for (const { data, measures } of corpus.documents) {
  const facets = loadFacets(join(corpusFolder, data.id, 'facets.yaml'), measures)
  for (const [number, own] of facets) stated.set(`${data.id}/${number}`, own)
}

const folder = mkdtempSync(join(tmpdir(), 'facets-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileWith(text: string): string {
  const file = join(folder, 'facets.yaml')
  writeFileSync(file, text)
  return file
}

/** Two measures; 口岸 stands twice in the first. */
const measures = [
  { key: '3', text: '口岸提货\n货值不满10000元的样品,经海关同意,可提离口岸,降低30%。' },
  { key: '4', text: '推广ERP联网' },
]

function spansOf(id: string, facet: string): string[] {
  const text = corpus.measures.find((measure) => measure.id === id)?.text ?? ''
  return (stated.get(id)?.spans ?? [])
    .filter((span) => span.facet === facet)
    .map(({ start, end }) => text.slice(start, end))
}

function namesOf(id: string): string[] {
  return (stated.get(id)?.responsible ?? []).map(({ name }) => name)
}

describe('loadFacets', () => {
  test('finds each span, in the order of the facets, and the bodies', () => {
    const file = fileWith(`measures:
  - number: 3
    amount: [货值不满10000元]
    place: [{ text: 口岸, at: 2 }]
    responsible: [{ name: 海关, quote: 经海关同意 }]
  - number: 4
`)
    expect(loadFacets(file, measures)).toEqual(
      new Map([
        [
          '3',
          {
            spans: [
              { facet: 'place', start: 28, end: 30 },
              { facet: 'amount', start: 5, end: 15 },
            ],
            responsible: [{ name: '海关', quote: '经海关同意' }],
          },
        ],
        ['4', { spans: [], responsible: [] }],
      ]),
    )
  })

  test.each([
    ['who: [进口企业]', /measure 3: who: expected words of the text, found "进口企业"/u],
    ['place: [口岸]', /measure 3: place: expected \{ text, at \} for words that occur 2 times/u],
    ['place: [{ text: 口岸, at: 3 }]', /measure 3: place: expected at to be at most 2/u],
    ['goods: [样品, 样品]', /measure 3: goods: expected each span once, found "样品" twice/u],
    ['amount: [货值不满1000]', /measure 3: amount: expected not to cut through a number/u],
    ["amount: ['0000元']", /measure 3: amount: expected not to cut through a number/u],
    ['amount: [降低30]', /measure 3: amount: expected not to cut through a number/u],
    ['amount: [货值不满10000元人民币]', /measure 3: amount: expected words of the text/u],
    [
      'goods: ["口岸提货\\n货值"]',
      /:3: measures\.0\.goods\.0: expected words without a line break/u,
    ],
    ['goods: []', /:3: measures\.0\.goods: expected at least one span/u],
    ['responsible: []', /:3: measures\.0\.responsible: expected at least one body/u],
    [
      'responsible: [{ name: 海关, quote: 可提离口岸 }]',
      /:3: measures\.0\.responsible\.0: expected a quote that holds the name/u,
    ],
    [
      'responsible: [{ name: 海关, quote: 向海关申请 }]',
      /measure 3: responsible: expected a quote that is in the text, found "向海关申请"/u,
    ],
    ['wo: [样品]', /:3: measures\.0: expected only known keys, found "wo"/u],
  ])('refuses %s', (line, message) => {
    const file = fileWith(`measures:\n  - number: 3\n    ${line}\n  - number: 4\n`)
    expect(() => loadFacets(file, measures)).toThrow(message)
    expect(() => loadFacets(file, measures)).toThrow(file)
  })

  test.each([
    [[3, 4, 5], /measure 5: expected numbers of the document \(3 to 4\)/u],
    [[3, 4, 3], /measure 3: expected each number once/u],
    [[4], /expected an entry for each measure, found none for 3/u],
  ])('refuses the numbers %j', (numbers, message) => {
    const file = fileWith(`measures:\n${numbers.map((n) => `  - number: ${n}\n`).join('')}`)
    expect(() => loadFacets(file, measures)).toThrow(message)
  })
})

describe('findSpan', () => {
  test('finds the occurrence asked for, also where occurrences overlap', () => {
    const letters = fc.string({ unit: fc.constantFrom('货', '物', ',', '口'), minLength: 1 })
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length
        const words = text.slice(start, start + 1 + (length % (text.length - start)))
        let at = 0
        for (let index = 0; index <= start; index++) if (text.startsWith(words, index)) at += 1
        expect(findSpan(text, { text: words, at })).toEqual({ start, end: start + words.length })
      }),
    )
  })

  test('does not cut a Latin word, but ends beside one', () => {
    expect(findSpan('推广ERP联网', { text: 'ER' })).toMatch(/Latin word/u)
    expect(findSpan('推广ERP联网', { text: 'ERP' })).toEqual({ start: 2, end: 5 })
  })
})

describe('the facets of the corpus', () => {
  test('every measure has been looked at', () => {
    expect([...stated.keys()].toSorted()).toEqual(corpus.measures.map(({ id }) => id).toSorted())
  })

  test('spans and quotes are whole: brackets closed, no stray punctuation at the edges', () => {
    const broken = corpus.measures.flatMap(({ id, text }) => {
      const own = stated.get(id)
      return [
        ...(own?.spans ?? []).map(({ start, end }) => text.slice(start, end)),
        ...(own?.responsible ?? []).flatMap(({ name, quote }) => [name, quote]),
      ].filter((words) => /^[，。；：、,.;:]|[，。；：、,.;:]$/u.test(words) || !isBalanced(words))
    })
    expect(broken).toEqual([])
  })

  test('every figure with a unit is part of some facet', () => {
    const figures =
      /\d+(?:\.\d+)?[余多]?[万亿]?(?:元|%|个|件|票|户|单|家|名|类|项|年|倍|页|小时|月前)/gu
    const missing = corpus.measures.flatMap(({ id, text }) => {
      const spans = (stated.get(id)?.spans ?? []).map(({ start, end }) => text.slice(start, end))
      return [...text.matchAll(figures)]
        .filter(([figure]) => !spans.some((words) => words.includes(figure)))
        .map(([figure]) => `${id} ${figure}`)
    })
    // How many things the report tells of, not what they bring.
    expect(missing).toEqual(['hainan-ftp-cases/3 3个'])
  })

  test.each([
    ['dalian-43/19', 'amount', ['货值不满10000元人民币']],
    ['dalian-43/33', 'timeLimit', ['货物实际进出口3个月前']],
    ['dalian-43/30', 'timeLimit', ['自缴纳税款之日起1年内', '每季度初']],
    ['dalian-43/29', 'period', ['24个月以上延期手续']],
    ['dalian-43/29', 'materials', ['相关证明材料']],
    ['dalian-43/33', 'materials', []],
    ['gacc-2024-facilitation/2', 'amount', []],
  ])('%s states under %s: %j', (id, facet, expected) => {
    expect(spansOf(id, facet)).toEqual(expected)
  })

  test.each([
    ['haikou-20/8', ['省药监部门']],
    ['dalian-43/8', ['大连市市场监督管理局']],
    ['dalian-43/19', ['海关']],
    ['gacc-2024-facilitation/5', ['县级以上人民政府', '属地派驻海关机构']],
    ['gacc-2024-facilitation/12', ['海关', '外汇部门']],
    ['gacc-2024-facilitation/7', []],
    ['hainan-ftp-cases/3', ['海口海关', '海关总署', '海关']],
    ['hainan-ftp-cases/5', []],
    ['hainan-ftp-cases/6', []],
  ])('%s names %j', (id, expected) => {
    expect(namesOf(id)).toEqual(expected)
  })

  test('case 4 names the border inspection, which is not customs', () => {
    expect(namesOf('hainan-ftp-cases/4')).toContain('海南边检机关')
    expect(namesOf('hainan-ftp-cases/4').join()).not.toContain('海关')
  })
})

const PAIRS: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['‘', '’'],
  ['（', '）'],
  ['(', ')'],
  ['《', '》'],
]

function isBalanced(words: string): boolean {
  return PAIRS.every(([open, close]) => words.split(open).length === words.split(close).length)
}
