import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeasureRecord } from '../domain/measure.js'
import { foldText } from '../scripts/fold.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { quotableSentences, runsOf, selectSentences } from './select-sentences.js'

const { corpus, tokenizer } = loadTestReader()
/** Every word is as rare as any other. */
const deps = { tokenizer, words: { idf: () => 1 } }

/** A measure of a title and body sentences, the text one after the other. */
function measureOf(title: string, ...bodies: string[]): MeasureRecord {
  const sentences: { start: number; end: number }[] = []
  let text = ''
  for (const part of [title, ...bodies]) {
    sentences.push({ start: text.length, end: text.length + part.length })
    text += part
  }
  return {
    id: 'office-2/1',
    documentId: 'office-2',
    officeId: 'office',
    key: '1',
    number: 1,
    label: '第一条',
    chapter: null,
    title,
    titleEnd: title.length,
    text,
    sentences,
    sourceOffsets: [],
    translation: null,
    draftTranslation: null,
    commitments: [],
    facetsKnown: true,
    facets: [],
    responsible: [],
  }
}

/** The sentences chosen, by their number in the measure; 0 is the title. */
function chosen(
  measure: MeasureRecord,
  question: string,
  cosines: readonly number[] = [],
  lay: readonly number[] = [],
): number[] {
  const runs = selectSentences(
    { measure, sentenceCosines: [0, ...cosines], layCosines: [0, ...lay] },
    foldText(question),
    deps,
  )
  return runs.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
  )
}

const LONG = '这里只是为了让这一句足够长而写下的一段没有特别内容的文字，'.repeat(3)

describe('quotableSentences', () => {
  test('the title and headings inside the text are left out', () => {
    expect(quotableSentences(measureOf('标题', '数据', '货物可以先行提离口岸。'))).toEqual([2])
  })

  test('a measure without body sentences is quoted by what it has', () => {
    expect(quotableSentences(measureOf('推广电子提单应用'))).toEqual([0])
    expect(quotableSentences(measureOf('标题', '数据'))).toEqual([0, 1])
  })
})

describe('which sentences are quoted', () => {
  const body = measureOf(
    '便利措施',
    `跨境电商退货可以在区内办理。${LONG}`,
    `暂时进出境货物可以延期。${LONG}`,
    `加工贸易单耗可以在报核前申报。${LONG}`,
    `游艇可以开展保税维修业务。${LONG}`,
  )

  test('the one with the words of the question', () => {
    expect(chosen(body, '游艇保税维修', [0.8, 0.8, 0.8, 0.8])).toEqual([4])
  })

  test('the one nearest in meaning where no word is shared', () => {
    expect(chosen(body, 'extension', [0.8, 0.9, 0.81, 0.8])).toEqual([2])
  })

  test('the one that the nearest lay question belongs to', () => {
    expect(chosen(body, 'extension', [0.8, 0.8, 0.8, 0.8], [0, 0, 0.9, 0.7])).toEqual([3])
  })

  test('a close second completes the answer, a far one does not', () => {
    expect(chosen(body, 'extension', [0.7, 0.9, 0.89, 0.7])).toEqual([2, 3])
    expect(chosen(body, 'extension', [0.7, 0.9, 0.8, 0.7])).toEqual([2])
  })

  test('one of the other direction of trade only where there is none of the same', () => {
    const imports = `进境货物实行甲办法，${LONG}`
    const two = measureOf('标题', imports, `出口货物实行乙办法，${LONG}`)
    expect(chosen(two, '想把芒果卖到国外', [0.9, 0.88])).toEqual([2])
    expect(chosen(two, '想从国外买芒果', [0.88, 0.9])).toEqual([1])
    expect(chosen(two, '想买芒果', [0.9, 0.84])).toEqual([1])
    expect(chosen(measureOf('标题', imports), '想把芒果卖到国外', [0.9])).toEqual([1])
  })

  test('never more than three by their score', () => {
    expect(chosen(body, 'extension', [0.9, 0.9, 0.9, 0.9])).toHaveLength(3)
  })

  test('in the order of the measure, not of their score', () => {
    expect(chosen(body, 'extension', [0.89, 0.7, 0.7, 0.9])).toEqual([1, 4])
  })

  test.each(['该业务须经海关同意。', '其中高级认证企业除外。', '上述货物不得销售。'])(
    'what “%s” leans on comes with it',
    (leaning) => {
      const measure = measureOf('标题', `游艇保税维修。${LONG}`, `${leaning}${LONG}`, LONG)
      expect(chosen(measure, 'extension', [0.7, 0.9, 0.7])).toEqual([1, 2])
    },
  )

  test('nothing before the first sentence is leant on', () => {
    const measure = measureOf('标题', `该业务须经海关同意。${LONG}`, LONG, LONG)
    expect(chosen(measure, 'extension', [0.9, 0.7, 0.7])).toEqual([1])
  })

  test('what limits the sentence chosen comes with it', () => {
    const short = measureOf('标题', '货物可以先行提离口岸。', '企业须承诺不提前销售、使用。')
    expect(chosen(short, '提离', [0.9, 0.1])).toEqual([1, 2])
    const other = measureOf('标题', '货物可以先行提离口岸。', '游艇可以开展保税维修业务。')
    expect(chosen(other, '提离', [0.9, 0.1])).toEqual([1])
  })

  test('a second sentence comes only when it is about what is asked', () => {
    // As near in meaning, and about something else.
    expect(chosen(body, '跨境电商退货', [0.9, 0.899, 0.7, 0.7])).toEqual([1])
    // It holds a part of the question that the first does not.
    expect(chosen(body, '退货或者延期', [0.9, 0.9, 0.7, 0.7])).toEqual([1, 2])
  })

  test('the title is quoted when it alone holds what was asked', () => {
    const measure = measureOf(
      '对出口大米实施“跨区直通”',
      `优化作业流程，提升通关效率。${LONG}`,
      LONG,
    )
    expect(chosen(measure, '大米跨区直通', [0.9, 0.8])[0]).toBe(0)
    expect(chosen(measure, '优化作业流程', [0.9, 0.8])[0]).toBe(1)
  })
})

describe('sentences that state what is asked for', () => {
  const selected = (measure: MeasureRecord, stating: number[], cosines: number[]): number[] =>
    selectSentences(
      { measure, sentenceCosines: [0, ...cosines], layCosines: [0] },
      '身份怎么验',
      deps,
      { stating },
    ).flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
    )
  const measure = measureOf(
    '实施“合格保证”模式',
    `港澳居民在线身份认证。${LONG}`,
    '外国人线下身份认证。',
    LONG,
  )

  test('a short neighbour that states it too completes the best', () => {
    expect(selected(measure, [1, 2], [0.9, 0.5, 0.5])).toEqual([1, 2])
    expect(selected(measure, [1], [0.9, 0.5, 0.5])).toEqual([1])
  })

  test('the title is quoted where it alone states it', () => {
    expect(selected(measure, [0], [0.9, 0.5, 0.5])).toEqual([0, 1])
    expect(selected(measure, [0, 1], [0.9, 0.5, 0.5])).toEqual([1])
  })
})

test('of every measure at least one sentence is quoted, in runs that do not touch', () => {
  const word = fc.constantFrom('通关', '保税', '检验', 'AEO', '退货', '30%', 'port', '企业', '的')
  fc.assert(
    fc.property(
      fc.constantFrom(...corpus.measures),
      fc.array(word, { maxLength: 5 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (measure, words, numbers) => {
        const cosines = measure.sentences.map(() => numbers.next().value ?? 0)
        const runs = selectSentences(
          { measure, sentenceCosines: cosines, layCosines: cosines.toReversed() },
          words.join(' '),
          deps,
        )
        expect(runs.length).toBeGreaterThan(0)
        let last = -2
        for (const run of runs) {
          expect(run.first).toBeGreaterThan(last + 1)
          expect(run.last).toBeGreaterThanOrEqual(run.first)
          expect(run.last).toBeLessThan(measure.sentences.length)
          last = run.last
        }
      },
    ),
    { numRuns: 300 },
  )
})

describe('runsOf', () => {
  test('neighbours are joined, whatever their order, each once', () => {
    expect(runsOf([])).toEqual([])
    expect(runsOf([3])).toEqual([{ first: 3, last: 3 }])
    expect(runsOf([5, 2, 3, 3, 6])).toEqual([
      { first: 2, last: 3 },
      { first: 5, last: 6 },
    ])
  })

  test('hold exactly the numbers given', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (numbers) => {
        const back = runsOf(numbers).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
        )
        expect(back).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
      }),
    )
  })
})
