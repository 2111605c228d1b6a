import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { weakestCommitment } from './strength.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))

/** Class and word of each part of a sentence, in order. */
function partsOf(place: string): string[] {
  const [id, sentence] = place.split('#')
  const measure = corpus.measures.find((one) => one.id === id)
  return (measure?.clausePromises ?? [])
    .filter((part) => part.sentence === Number(sentence))
    .map((part) => `${part.class} ${part.word}`)
}

describe('the parts of a sentence', () => {
  test('each with its own verb', () => {
    expect(partsOf('haikou-20/5#1')).toEqual([
      'extended 深入推进',
      'in_force 实施',
      'pilot 试点',
      'supported 支持',
    ])
    expect(partsOf('shenzhen-20/5#1')).toEqual(['in_force 实施', 'pilot 试点', 'in_force 提供'])
  })

  test.each([
    ['探索 governs what follows', 'gacc-2024-facilitation/8#2', []],
    [
      'but not what is supported beside it',
      'gacc-2024-facilitation/20#1',
      ['explored 探索', 'supported 鼓励'],
    ],
    ['up to a semicolon', 'haikou-20/8#2', ['in_force 实施', 'supported 推动', 'explored 探索']],
    ['what one need not do then is a consequence', 'dalian-43/12#1', []],
    ['what a port that is supported does is no stronger', 'gacc-2024-facilitation/2#1', []],
    [
      'what an authority grants is',
      'dalian-43/9#1',
      ['supported 支持', 'in_force 允许', 'in_force 实施'],
    ],
    ['what was settled by hand is one promise', 'shenzhen-20/16#1', []],
    ['what takes its strength from the title is', 'gacc-2024-facilitation/19#2', []],
    ['and so is what a press report tells', 'hainan-ftp-cases/6#1', []],
  ])('%s: %s', (_, place, parts) => {
    expect(partsOf(place)).toEqual(parts)
  })

  test('cover it, and the weakest is as weak as the sentence', () => {
    let seen = 0
    for (const { id, text, sentences, commitments, clausePromises = [] } of corpus.measures) {
      sentences.forEach(({ start, end }, index) => {
        const parts = clausePromises.filter(({ sentence }) => sentence === index)
        if (parts.length === 0) return
        seen += 1
        const covered = parts.map((part) => text.slice(part.start, part.end)).join('')
        expect(covered, id).toBe(text.slice(start, end))
        expect(weakestCommitment(parts)?.class, id).toBe(commitments[index]?.class)
        for (const part of parts) expect(text.slice(start, part.end), id).toContain(part.word)
      })
    }
    expect(seen).toBeGreaterThan(30)
  })

  test('have all words of the translation, in order', () => {
    for (const { id, translation, clausePromises = [] } of corpus.measures) {
      for (const index of new Set(clausePromises.map(({ sentence }) => sentence))) {
        const parts = clausePromises.filter(({ sentence }) => sentence === index)
        expect(parts.map((part) => part.translation).join(''), id).toBe(
          translation?.sentences[index],
        )
      }
    }
  })
})
