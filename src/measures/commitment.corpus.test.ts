import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { assertOverrides, commitmentsOf, type SentenceCommitment } from './commitment.js'
import { reviewedCommitments } from './commitment.reviewed.fixture.js'
import { loadCommitments } from './load-commitments.js'
import { isWeaker } from './strength.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const rules = loadCommitments(join(projectRoot, 'corpus', 'commitments.yaml'))
const entries = corpus.documents.flatMap(({ data, measures }) =>
  measures.map((measure) => ({ measure, nature: data.nature })),
)
const commitments = new Map<string, SentenceCommitment[]>(
  entries.map(({ measure, nature }) => [measure.id, commitmentsOf(measure, rules, nature)]),
)

function of(sentenceId: string): string {
  const [id = '', index = ''] = sentenceId.split('#')
  const found = commitments.get(id)?.[Number(index)]
  return found === undefined ? 'none' : `${found.class} ${found.word}`
}

/** Letters of the classes in the reviewed table. */
const LETTERS = {
  in_force: 'F',
  extended: 'E',
  pilot: 'P',
  supported: 'S',
  explored: 'X',
  reported: 'R',
} as const

describe('every sentence of the corpus', () => {
  test('has a class, and its word stands where it is said to stand', () => {
    for (const { measure } of entries) {
      const list = commitments.get(measure.id) ?? []
      expect(list).toHaveLength(measure.sentences.length)
      list.forEach(({ word, wordIn }, index) => {
        const span = measure.sentences[wordIn]
        expect(measure.text.slice(span?.start, span?.end)).toContain(word)
        // A sentence of the body borrows from the title only; a title may borrow from its body.
        if (index > 0) expect([0, index]).toContain(wordIn)
      })
    }
  })

  test('is classed as it was when the whole table was read', () => {
    const now = Object.fromEntries(
      [...commitments].map(([id, list]) => [id, list.map((one) => LETTERS[one.class]).join('')]),
    )
    expect(now).toEqual(reviewedCommitments)
  })

  test('every override is of a measure that exists', () => {
    expect(() => assertOverrides(corpus.measures, rules)).not.toThrow()
  })

  test('no title promises more than the strongest sentence under it', () => {
    const stronger = entries.filter(({ measure }) => {
      const [title, ...body] = commitments.get(measure.id) ?? []
      return title !== undefined && body.every((one) => isWeaker(one.class, title.class))
    })
    expect(stronger.map(({ measure }) => measure.id)).toEqual([])
  })
})

describe('the traps of the documents', () => {
  test.each([
    // A verb that governs several clauses.
    ['gacc-2024-facilitation/8#1', 'explored 探索'],
    ['gacc-2024-facilitation/8#2', 'explored 探索'],
    ['shenzhen-20/3#1', 'explored 探索'],
    ['dalian-43/27#1', 'explored 探索'],
    ['dalian-43/9#1', 'supported 支持'],
    ['haikou-20/2#2', 'supported 支持'],
    // One verb inside another.
    ['haikou-20/7#2', 'explored 争取'],
    ['haikou-20/12#3', 'explored 探索'],
    ['haikou-20/6#3', 'supported 支持'],
    ['shenzhen-20/12#1', 'supported 支持'],
    ['gacc-2024-facilitation/7#2', 'pilot 试点'],
    ['gacc-2024-facilitation/6#1', 'pilot 试点'],
    // Title against body.
    ['dalian-43/39#0', 'explored 探索'],
    ['dalian-43/39#2', 'in_force 不予'],
    ['dalian-43/39#3', 'explored 探索'],
    ['dalian-43/10#0', 'supported 支持'],
    ['gacc-2024-facilitation/8#0', 'explored 探索'],
    ['gacc-2024-facilitation/19#2', 'explored 探索'],
    ['gacc-2024-facilitation/22#2', 'explored 探索'],
    ['haikou-20/10#2', 'in_force 实施'],
    ['gacc-2024-facilitation/28#1', 'in_force 不予'],
    // 试点 as a noun.
    ['dalian-43/35#0', 'pilot 试点'],
    ['dalian-43/35#1', 'in_force 即可'],
    ['dalian-43/35#2', 'pilot 试点'],
    ['dalian-43/1#1', 'pilot 试点'],
    // Words that only look like verbs.
    ['haikou-20/16#1', 'in_force 开展'],
    ['haikou-20/9#2', 'extended 扩大'],
    ['dalian-43/33#2', 'in_force 通用'],
    ['shenzhen-20/1#3', 'extended 扩大'],
    ['shenzhen-20/2#2', 'extended 扩大'],
    // Aims beside a promise.
    ['dalian-43/25#1', 'in_force 可'],
    ['dalian-43/32#2', 'in_force 实施'],
    ['shenzhen-20/1#1', 'in_force 提供'],
    // Plain promises, and the reports.
    ['dalian-43/19#1', 'in_force 可'],
    ['dalian-43/33#1', 'in_force 可'],
    ['hainan-ftp-cases/3#11', 'reported 缩短'],
    ['hainan-ftp-cases/3#9', 'supported 支持'],
    ['hainan-ftp-cases/6#7', 'explored 还将'],
  ])('%s is %s', (sentence, expected) => {
    expect(of(sentence)).toBe(expected)
  })
})

describe('a weaker verb put before any clause of the corpus', () => {
  // Overrides are of sentences as they are; here the sentences change.
  const ruled = { ...rules, overrides: new Map() }
  const verbs = [...rules.markers].map(([verb, { class: strength }]) => ({ verb, strength }))

  const documents = corpus.documents.filter(({ data }) => data.nature !== 'press-report')

  test.each(documents.map(({ data }) => data.id))('%s: never strengthens', (documentId) => {
    const faults: string[] = []
    for (const { measure, nature } of entries) {
      if (measure.documentId !== documentId) continue
      const before = commitmentsOf(measure, ruled, nature)
      measure.sentences.forEach(({ start, end }, index) => {
        const starts = [...measure.text.slice(start, end).matchAll(/(?<=^|[，,；;：:])/gu)]
        for (const { verb, strength } of verbs) {
          const own = before[index]
          if (own === undefined || !isWeaker(strength, own.class)) continue
          for (const clause of starts) {
            const changed = insert(measure, start + clause.index, verb)
            commitmentsOf(changed, ruled, nature).forEach((after, other) => {
              const was = before[other]
              if (was !== undefined && isWeaker(was.class, after.class)) {
                faults.push(
                  `${measure.id}#${index} + ${verb}: #${other} ${was.class} → ${after.class}`,
                )
              }
            })
          }
        }
      })
    }
    expect(faults).toEqual([])
  })
})

function insert(
  measure: (typeof entries)[number]['measure'],
  at: number,
  verb: string,
): Parameters<typeof commitmentsOf>[0] {
  return {
    id: measure.id,
    text: measure.text.slice(0, at) + verb + measure.text.slice(at),
    sentences: measure.sentences.map(({ start, end }) => ({
      start: start > at ? start + verb.length : start,
      end: end > at ? end + verb.length : end,
    })),
  }
}
