import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CorpusDocument } from '../domain/corpus.js'
import { projectRoot } from '../project-root.js'
import { loadCorpus } from './load-corpus.js'
import { changesBetween, historyOf } from './measure-history.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const [document] = corpus.documents
const texts = corpus.measures.map(({ text }) => text)
const [A = '', B = '', C = '', D = ''] = texts

function versionOf(version: number, id: string, measures: readonly string[]): CorpusDocument {
  const [sample] = corpus.measures
  if (document === undefined || sample === undefined) throw new Error('expected a corpus')
  return {
    ...document,
    data: { ...document.data, id, version },
    chapters: [],
    measures: measures.map((text, index) => ({
      ...sample,
      id: `${id}/${index + 1}`,
      documentId: id,
      key: String(index + 1),
      number: index + 1,
      chapter: null,
      title: '',
      titleEnd: 0,
      text,
    })),
  }
}

const versions = [
  versionOf(1, 'list@1', [A, B]),
  versionOf(2, 'list@2', [A, C, B.replaceAll('企业', '公司')]),
  versionOf(3, 'list', [C, B.replaceAll('企业', '公司'), D]),
]
const told = (id: string): unknown => {
  const measure = versions.flatMap(({ measures }) => measures).find((each) => each.id === id)
  if (measure === undefined) throw new Error(`expected ${id}`)
  return historyOf(measure, versions).map(({ document: own, change, moved, measure: now }) => [
    own.data.version,
    change,
    moved,
    now?.id ?? null,
  ])
}

describe('historyOf', () => {
  test('is the same from whichever version one looks', () => {
    const ofB = [
      [1, 'first', false, 'list@1/2'],
      [2, 'changed', true, 'list@2/3'],
      [3, 'moved', true, 'list/2'],
    ]
    expect(B).toContain('企业')
    expect(told('list@1/2')).toEqual(ofB)
    expect(told('list@2/3')).toEqual(ofB)
    expect(told('list/2')).toEqual(ofB)
  })

  test('begins where a measure was added and ends where it was removed', () => {
    expect(told('list@2/2')).toEqual([
      [2, 'added', false, 'list@2/2'],
      [3, 'moved', true, 'list/1'],
    ])
    expect(told('list@1/1')).toEqual([
      [1, 'first', false, 'list@1/1'],
      [2, 'unchanged', false, 'list@2/1'],
      [3, 'removed', false, null],
    ])
    expect(told('list/3')).toEqual([[3, 'added', false, 'list/3']])
  })

  test('of a document with one version is that version', () => {
    for (const measure of corpus.measures.slice(0, 5)) {
      const own = corpus.documents.filter(({ data }) => data.id === measure.documentId)
      expect(historyOf(measure, own)).toMatchObject([{ change: 'first', measure }])
    }
  })

  test('compares two versions once', () => {
    const [first, second] = versions
    if (first === undefined || second === undefined) throw new Error('expected two versions')
    expect(changesBetween(first, second)).toBe(changesBetween(first, second))
  })
})
