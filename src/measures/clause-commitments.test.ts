import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { clauseCommitments, sentenceCommitment } from './clause-commitments.js'
import { loadCommitments } from './load-commitments.js'
import { CLASSES_BY_STRENGTH, isWeaker } from './strength.js'

const rules = loadCommitments(join(projectRoot, 'corpus', 'commitments.yaml'))
const by = (sentence: string): string => {
  const found = sentenceCommitment(sentence, rules)
  return found === undefined ? 'none' : `${found.class} ${found.word}`
}

describe('sentenceCommitment', () => {
  test.each([
    ['企业可将货物先行提离口岸。', 'in_force 可'],
    ['符合条件的，免于现场评审。', 'in_force 免于'],
    ['持续推进无纸化办理。', 'extended 持续推进'],
    ['推进无纸化办理。', 'supported 推进'],
  ])('one verb: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })

  test.each([
    ['支持企业开展保税维修试点。', 'supported 支持'],
    ['试点实施远程查检模式。', 'pilot 试点'],
    ['探索开展电子提单试点。', 'explored 探索'],
    ['支持口岸探索智慧监管试点。', 'explored 探索'],
    ['争取药品进口试点。', 'explored 争取'],
    ['持续推动铁矿实施先放后检。', 'extended 持续推动'],
  ])('nested verbs, the weaker holds: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })

  test.each([
    ['探索开展自由流动，对医疗器械，准许企业进口，海关办理手续。', 'explored 探索'],
    ['实施分类管理，试点新的检验，提供常见问题。', 'pilot 试点'],
    ['取消备案，支持企业建仓。', 'supported 支持'],
  ])('a weaker clause holds for the sentence: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })

  test.each([
    ['实施先放后检，提高通关效率，促进产业发展。', 'in_force 实施'],
    ['优化审批管理，实行智能审批。', 'in_force 实行'],
    ['支持汽车行业发展，对零部件可先行提离。', 'in_force 可'],
    ['优化备案，助力产品出海。', 'extended 优化'],
    ['支持汽车行业发展。', 'supported 支持'],
    ['加快推动场地通过验收，可先行使用。', 'supported 推动'],
    ['支持行业扩大发展，可先行使用。', 'supported 支持'],
  ])('manner and aim count where nothing says more: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })

  test.each([
    ['为发展提供决策支持。', 'in_force 提供'],
    ['扩大措施实施范围。', 'extended 扩大'],
    ['对许可证管理', 'none'],
    ['海关认可检查结果', 'none'],
    ['实施“探索+试点”模式。', 'in_force 实施'],
    ['实施《支持办法》。', 'in_force 实施'],
    ['开展分析研究。', 'in_force 开展'],
    ['研究出台办法。', 'explored 研究'],
    ['服务企业出海', 'supported 服务'],
    ['涉企综合服务', 'none'],
  ])('words that only look like verbs: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })

  test.each([
    ['企业向试点海关提交申请,即可享受服务。', 'pilot 试点'],
    ['对纳入改革试点范围的产品,即可签发电子底账。', 'pilot 试点'],
  ])('试点 limits also as a noun: %s', (sentence, expected) => {
    expect(by(sentence)).toBe(expected)
  })
})

describe('clauseCommitments', () => {
  test('tells for each clause what it says by itself, and where it stands', () => {
    const sentence = '优化流程，支持企业建仓;对“可”字，可申请。'
    const clauses = clauseCommitments(sentence, rules)
    expect(clauses.map(({ start, end }) => sentence.slice(start, end))).toEqual([
      '优化流程',
      '支持企业建仓',
      '可申请',
    ])
    expect(clauses.map((clause) => clause.class)).toEqual(['extended', 'supported', 'in_force'])
    expect(clauses.map(({ kind }) => kind)).toEqual(['manner', 'promise', 'promise'])
  })

  const words = fc.constantFrom(...rules.markers.keys())
  const filler = fc.constantFrom('鲜果', '两地', '货主', '单证')
  const clause = fc
    .array(fc.oneof(words, filler), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('货'))
  const sentences = fc.array(clause, { minLength: 1, maxLength: 5 })

  test('a word stands in its clause', () => {
    fc.assert(
      fc.property(sentences, (clauses) => {
        const sentence = `${clauses.join('，')}。`
        for (const { start, end, word } of clauseCommitments(sentence, rules)) {
          expect(sentence.slice(start, end)).toContain(word)
        }
      }),
    )
  })

  test('what stands in quotation marks never counts', () => {
    fc.assert(
      fc.property(sentences, sentences, (clauses, quoted) => {
        const sentence = clauses.join('，')
        expect(sentenceCommitment(`“${quoted.join('，')}”货${sentence}`, rules)).toEqual(
          sentenceCommitment(`“”货${sentence}`, rules),
        )
      }),
    )
  })

  test('a weaker governing verb never makes a sentence stronger', () => {
    fc.assert(
      fc.property(sentences, words, fc.nat(), fc.boolean(), (clauses, verb, at, asClause) => {
        const before = sentenceCommitment(`${clauses.join('，')}。`, rules)
        const strength = rules.markers.get(verb)?.class
        fc.pre(before !== undefined && strength !== undefined)
        fc.pre(isWeaker(strength, before.class))
        const place = at % clauses.length
        const changed = asClause
          ? clauses.toSpliced(place, 0, `${verb}货单证`)
          : clauses.with(place, `${verb}货${clauses[place]}`)
        const after = sentenceCommitment(`${changed.join('，')}。`, rules)
        expect(after).toBeDefined()
        if (after !== undefined) expect(isWeaker(before.class, after.class)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a clause that promises less holds for the whole sentence', () => {
    fc.assert(
      fc.property(sentences, fc.constantFrom('探索', '争取', '研究'), (clauses, verb) => {
        expect(sentenceCommitment(`${clauses.join('，')}，${verb}单证。`, rules)?.class).toBe(
          CLASSES_BY_STRENGTH.at(-1),
        )
      }),
    )
  })
})
