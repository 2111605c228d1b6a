import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { createRandom } from '../evaluation/statistics/random.js'
import { projectRoot } from '../project-root.js'
import { buildViews } from '../retrieval/views.js'
import { scaleCorpus } from './scale-corpus.js'
import { wordPoolOf } from './vary-text.js'

const loaded = loadCorpus(join(projectRoot, 'corpus'))
const words = wordPoolOf(
  loaded.corpus.measures.map(({ title }) => title),
  loaded.corpus.measures.map(({ translation }) => translation?.text ?? ''),
  (text) => text.match(/\p{Script=Han}{2}/gu) ?? [],
)
const real = loaded.corpus.measures.length
const COUNT = 500
const scaled = scaleCorpus(loaded, COUNT, words, createRandom(1))

describe('scaleCorpus', () => {
  test('has as many measures as asked for, each id once', () => {
    const { measures, documents } = scaled.corpus
    expect(measures).toHaveLength(COUNT)
    expect(new Set(measures.map(({ id }) => id)).size).toBe(COUNT)
    expect(documents.flatMap((document) => document.measures)).toEqual(measures)
    for (const { id, documentId, number } of measures) expect(id).toBe(`${documentId}/${number}`)
  })

  test.each([0, real, real + 1])(
    'for %d measures has that many, but never fewer than the real',
    (count) => {
      const { corpus, origins } = scaleCorpus(loaded, count, words, createRandom(1))
      expect(corpus.measures).toHaveLength(Math.max(count, real))
      expect(origins).toHaveLength(corpus.measures.length)
    },
  )

  test('keeps the real measures as they are', () => {
    const kept = scaled.corpus.measures.filter(
      (_, index) => scaled.origins[index]?.isCopy === false,
    )
    expect(kept).toEqual(loaded.corpus.measures)
    const origins = scaled.origins.filter(({ isCopy }) => !isCopy).map(({ source }) => source)
    expect(origins).toEqual(loaded.corpus.measures.map((_, index) => index))
  })

  test('copies have the spans of their source and other words', () => {
    const changed = scaled.corpus.measures.filter((copy, index) => {
      const origin = scaled.origins[index]
      const source = loaded.corpus.measures[origin?.source ?? -1]
      expect(source).toBeDefined()
      if (source === undefined || origin?.isCopy !== true) return false
      expect(copy.documentId).toBe(source.documentId)
      expect(copy.text).toHaveLength(source.text.length)
      expect(copy.sentences).toEqual(source.sentences)
      expect(copy.title).toBe(copy.text.slice(0, copy.titleEnd))
      expect(copy.translation?.sentences).toHaveLength(source.translation?.sentences.length ?? 0)
      return copy.text !== source.text
    })
    expect(changed).toHaveLength(COUNT - real)
  })

  test('each copy has the views of its source, kind by kind', () => {
    const kindsOf = (views: ReturnType<typeof buildViews>, measure: number) =>
      views.filter((view) => view.measure === measure).map(({ kind, sentence }) => [kind, sentence])
    const views = buildViews(scaled.corpus.measures, scaled.layQuestions)
    const realViews = buildViews(loaded.corpus.measures, loaded.layQuestions)
    scaled.origins.forEach(({ source }, measure) => {
      expect(kindsOf(views, measure)).toEqual(kindsOf(realViews, source))
    })
  })

  test('is the same for the same seed', () => {
    const again = scaleCorpus(loaded, COUNT, words, createRandom(1))
    expect(again.corpus.measures).toEqual(scaled.corpus.measures)
    const other = scaleCorpus(loaded, COUNT, words, createRandom(2))
    expect(other.corpus.measures).not.toEqual(scaled.corpus.measures)
  })
})
