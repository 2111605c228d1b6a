import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDirectory } from '../citations/references.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { compositionContext } from './composer.js'
import { promisesOfRuns } from './quoted-promises.js'
import { strengthRemark } from './strength-remark.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const directory = createDirectory(corpus, 'http://localhost')
const converter = {
  toTraditional: (text: string) => text,
  toRegionalWording: (text: string) => text,
}
const context = compositionContext(directory, converter, corpus.cautions, 'zh-Hans')

/** The remark on one sentence, of which only the promises with some words are asked about. */
function remarkOn(id: string, sentence: number, words: readonly string[], asksNow = false) {
  const measure = directory.measure(id)
  if (measure === undefined) throw new Error(`no measure ${id}`)
  const runs = [{ first: sentence, last: sentence }]
  const asked = promisesOfRuns(measure, runs).filter(({ word }) => words.includes(word))
  return strengthRemark({ measure, runs, asked }, context, asksNow)
}

describe('the remark on strength', () => {
  test('speaks of what is asked, not of the weakest word quoted', () => {
    expect(remarkOn('haikou-20/5', 1, ['试点'])?.text).toContain('“试点”的内容只在试点范围内')
    expect(remarkOn('haikou-20/5', 1, ['实施'])).toBeUndefined()
    expect(remarkOn('haikou-20/5', 1, ['实施'], true)?.text).toContain('以“实施”写明')
  })

  test('names each class where several may be meant', () => {
    const text = remarkOn('shenzhen-20/5', 1, [])?.text ?? ''
    expect(text).toContain('“实施”的内容是现行做法')
    expect(text).toContain('“试点”的内容只在试点范围内')
  })

  test('is said where the governing word stands only in the title', () => {
    expect(remarkOn('gacc-2024-facilitation/19', 2, ['探索'])?.text).toContain('“探索”')
  })

  test('cites what it is about, a press report too', () => {
    for (const [id, sentence, words] of [
      ['hainan-ftp-cases/6', 5, ['实现']],
      ['haikou-20/5', 1, []],
    ] as const) {
      expect(remarkOn(id, sentence, words, true)?.citations).toHaveLength(1)
    }
  })

  test('what a report announces is told as still to come, not as explored', () => {
    const measure = directory.measure('hainan-ftp-cases/6')
    const sentence = measure?.commitments.findIndex(({ word }) => word === '还将') ?? -1
    expect(sentence).toBeGreaterThan(0)
    expect(remarkOn('hainan-ftp-cases/6', sentence, ['还将'])?.text).toContain('还没有做到')
    expect(remarkOn('dalian-43/39', 3, ['探索'])?.text).not.toContain('还没有做到')
  })
})
