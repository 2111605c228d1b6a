import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../../documents/load-corpus.js'
import { projectRoot } from '../../project-root.js'
import { printedNumbersOf } from './printed-numbers.js'

describe('printedNumbersOf', () => {
  test.each([
    ['han-clauses', '前言\n一、甲\n乙。二、丙\n丁', '丁', 2],
    ['bracketed-items', '一、章\n  (一)甲。\n　（十九）乙。丙', '丙', 19],
    ['cases', '\n3 甲\n2024年乙。\n', '乙', 3],
    ['table-rows', '\n\t7\n\t甲\n\t序号\n\n\t乙', '乙', 7],
  ] as const)('%s', (kind, source, word, number) => {
    expect(printedNumbersOf(source, kind)(source.indexOf(word))).toBe(number)
  })

  test('before the first number there is none', () => {
    expect(printedNumbersOf('前言\n一、甲', 'han-clauses')(1)).toBeUndefined()
  })

  test('agrees with the parser on the first and the last character of every measure', () => {
    const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
    expect(corpus.measures.length).toBeGreaterThan(0)
    for (const { data, source, measures } of corpus.documents) {
      const { kind } = data.numbering
      if (kind === 'outline') throw new Error(`${data.id}: expected labels found by their form`)
      const printed = printedNumbersOf(source, kind)
      for (const { id, number, sourceOffsets } of measures) {
        const first = printed(sourceOffsets[0] ?? 0)
        const last = printed(sourceOffsets.at(-1) ?? 0)
        expect([id, first, last]).toEqual([id, number, number])
      }
    }
  })
})
