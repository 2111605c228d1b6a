import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { assertOverrides, type CommittedMeasure, commitmentsOf } from './commitment.js'
import {
  type CommitmentOverride,
  type CommitmentRules,
  loadCommitments,
} from './load-commitments.js'

const loaded = loadCommitments(join(projectRoot, 'corpus', 'commitments.yaml'))

function rulesWith(...overrides: Omit<CommitmentOverride, 'reason'>[]): CommitmentRules {
  return {
    ...loaded,
    overrides: new Map(overrides.map((one) => [one.sentence, { ...one, reason: 'made up' }])),
  }
}

function measure(...sentences: string[]): CommittedMeasure {
  let end = -1
  const spans = sentences.map((sentence) => {
    const start = end + 1
    end = start + sentence.length
    return { start, end }
  })
  return { id: 'a-1/1', text: sentences.join('\n'), sentences: spans }
}

function table(made: CommittedMeasure, rules = rulesWith()): string[] {
  return commitmentsOf(made, rules, 'measures').map(
    (one) => `${one.class} ${one.word} ${one.wordIn}`,
  )
}

describe('title and body', () => {
  test('a sentence without a verb of its own takes the title’s', () => {
    expect(table(measure('推广新的模式', '货物一次放行。'))).toEqual([
      'extended 推广 0',
      'extended 推广 0',
    ])
  })

  test('a title that explores or tries holds for everything under it', () => {
    const made = measure('探索开展远程监管', '实施统筹叠加模式。', '支持各地先行。', '扩大试点。')
    expect(table(made)).toEqual(Array(4).fill('explored 探索 0'))
    expect(table(measure('试点改革', '实施新的模式。', '支持各地参与。'))).toEqual([
      'pilot 试点 0',
      'pilot 试点 0',
      'supported 支持 2',
    ])
  })

  test('a title that names a field of work does not make an express permission doubtful', () => {
    const made = measure('支持农业发展', '符合条件的，免于提交单证。', '支持企业建仓。')
    expect(table(made)).toEqual(['supported 支持 0', 'in_force 免于 1', 'supported 支持 2'])
  })

  test('a title is never stronger than the strongest of its body', () => {
    expect(table(measure('实施新的模式', '推进改革。', '探索线上办理。'))).toEqual([
      'supported 推进 1',
      'supported 推进 1',
      'explored 探索 2',
    ])
    expect(table(measure('实施新的模式', '可先行提离。', '探索线上办理。'))[0]).toBe(
      'in_force 实施 0',
    )
  })

  test('a title without a verb takes the weakest of its body', () => {
    expect(table(measure('货物一次放行', '可先行提离。', '扩大范围。'))[0]).toBe('extended 扩大 2')
  })

  test('a title that is all there is stands by itself', () => {
    expect(table(measure('实施新的模式'))).toEqual(['in_force 实施 0'])
  })

  test('words in neither stop the build with the place', () => {
    expect(() => table(measure('货物', '一次放行。'))).toThrow(
      /commitments\.yaml: a-1\/1#1: expected a word of the table or an override, found "一次放行。"/u,
    )
  })
})

describe('press reports', () => {
  const press = (...sentences: string[]): string[] =>
    commitmentsOf(measure(...sentences), rulesWith(), 'press-report').map(
      (one) => `${one.class} ${one.word}`,
    )

  test('tell results, whatever verbs they use', () => {
    expect(press('创新案例', '率先试点改革,时效缩短30%。')).toEqual([
      'reported 创新',
      'reported 缩短',
    ])
  })

  test('unless the matter is still to come', () => {
    expect(press('创新案例', '今年3月底前,还将实现线上认证。')[1]).toBe('explored 还将')
  })
})

describe('overrides', () => {
  const made = measure('搭建平台，实施线上办理', '可申请。', '探索线上缴纳。')

  test('are the last word; the word may stand in another sentence of the measure', () => {
    const rules = rulesWith({ sentence: 'a-1/1#0', class: 'explored', word: '探索' })
    expect(table(made, rules)).toEqual(['explored 探索 2', 'in_force 可 1', 'explored 探索 2'])
  })

  test('of a body sentence count for the title too', () => {
    const rules = rulesWith({ sentence: 'a-1/1#1', class: 'pilot', word: '申请' })
    expect(table(made, rules)[0]).toBe('pilot 申请 1')
  })

  test('of a title do not weaken the body', () => {
    const rules = rulesWith({ sentence: 'a-1/1#0', class: 'explored', word: '探索' })
    expect(table(made, rules)[1]).toBe('in_force 可 1')
  })

  test('that say what the rules say are refused', () => {
    const rules = rulesWith({ sentence: 'a-1/1#1', class: 'in_force', word: '可' })
    expect(() => table(made, rules)).toThrow(
      /a-1\/1#1: expected another result than by the rules, found in_force by 可/u,
    )
  })

  test('with a word that the measure does not have are refused', () => {
    const rules = rulesWith({ sentence: 'a-1/1#1', class: 'pilot', word: '试点' })
    expect(() => table(made, rules)).toThrow(
      /a-1\/1#1: expected a word of the measure, found "试点"/u,
    )
  })

  test('of a sentence past the end are refused', () => {
    const rules = rulesWith({ sentence: 'a-1/1#3', class: 'pilot', word: '申请' })
    expect(() => table(made, rules)).toThrow(/expected a sentence #0 to #2, found "a-1\/1#3"/u)
  })

  test('of another measure whose number begins alike do not count', () => {
    const rules = rulesWith({ sentence: 'a-1/11#9', class: 'pilot', word: '申请' })
    expect(table(made, rules)[1]).toBe('in_force 可 1')
  })

  test('of a measure that does not exist are refused', () => {
    const rules = rulesWith({ sentence: 'a-1/2#0', class: 'pilot', word: '申请' })
    expect(() => assertOverrides([made], rules)).toThrow(
      /expected a measure of the corpus, found "a-1\/2#0"/u,
    )
    expect(() => assertOverrides([{ id: 'a-1/2' }], rules)).not.toThrow()
  })
})
