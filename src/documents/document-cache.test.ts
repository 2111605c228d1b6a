import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { type DocumentCache, openDocumentCache } from './document-cache.js'
import { loadCorpus } from './load-corpus.js'

let folder = ''
let corpus = ''
let kept = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
  corpus = join(folder, 'corpus')
  kept = join(folder, 'kept')
  cpSync(join(projectRoot, 'corpus'), corpus, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A cache that says which documents it gave and which were new to it. */
function watched(cache: DocumentCache) {
  const found: string[] = []
  const added: string[] = []
  const watching: DocumentCache = {
    ...cache,
    find(key) {
      const read = cache.find(key)
      if (read !== undefined) found.push(read.document.data.id)
      return read
    },
    keep(key, read) {
      added.push(read.document.data.id)
      cache.keep(key, read)
    },
  }
  return { cache: watching, found, added }
}

const open = (code = 'one') => watched(openDocumentCache(kept, code))

test('a corpus from the cache is the same as one read from its files, to the last field', () => {
  const plain = loadCorpus(corpus)
  const first = open()
  expect(loadCorpus(corpus, first.cache)).toStrictEqual(plain)
  expect(first.added).toHaveLength(5)
  const second = open()
  expect(loadCorpus(corpus, second.cache)).toStrictEqual(plain)
  expect(second).toMatchObject({ found: first.added, added: [] })
})

test('one byte changed in a document, and only that one is read again', () => {
  loadCorpus(corpus, open().cache)
  const file = join(corpus, 'haikou-20', 'lay-questions.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}# a note\n`)
  const { cache, added } = open()
  loadCorpus(corpus, cache)
  expect(added).toEqual(['haikou-20'])
})

test('rules of all documents, and other code, make every entry another one', () => {
  loadCorpus(corpus, open().cache)
  const other = open('two')
  loadCorpus(corpus, other.cache)
  expect(other.added).toHaveLength(5)
  const file = join(corpus, 'commitments.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}# a note\n`)
  const { cache, added } = open()
  loadCorpus(corpus, cache)
  expect(added).toHaveLength(5)
})

test('a damaged entry is read again from its document, and mended', () => {
  const plain = loadCorpus(corpus)
  loadCorpus(corpus, open().cache)
  const [whole, cut, empty] = readdirSync(kept).map((name) => join(kept, name))
  const text = readFileSync(whole ?? '', 'utf8')
  // Another word in a quote would be worse than a slow start.
  writeFileSync(whole ?? '', text.replace('企业', '个人'))
  writeFileSync(cut ?? '', readFileSync(cut ?? '', 'utf8').slice(0, 1000))
  writeFileSync(empty ?? '', '')
  const { cache, added } = open()
  expect(loadCorpus(corpus, cache)).toStrictEqual(plain)
  expect(added).toHaveLength(3)
  const mended = open()
  loadCorpus(corpus, mended.cache)
  expect(mended.added).toEqual([])
})

test('where nothing can be kept the corpus is read all the same', () => {
  writeFileSync(kept, 'a file where the folder should be')
  const { cache } = open()
  expect(loadCorpus(corpus, cache)).toStrictEqual(loadCorpus(corpus))
})

test('an unsound document is refused and not kept, and the others are', () => {
  writeFileSync(join(corpus, 'haikou-20', 'lay-questions.yaml'), 'measures: 7\n')
  const { cache, added } = open()
  expect(() => loadCorpus(corpus, cache)).toThrow('lay-questions.yaml')
  expect(added).not.toContain('haikou-20')
})

test('entries that nobody used go after an hour, others stay', () => {
  loadCorpus(corpus, open('old').cache)
  const old = readdirSync(kept)
  writeFileSync(join(kept, 'notes.txt'), 'not ours')
  const long = new Date(Date.now() - 2 * 3_600_000)
  for (const name of old.slice(1)) utimesSync(join(kept, name), long, long)
  loadCorpus(corpus, open().cache)
  const left = readdirSync(kept)
  expect(left).toContain('notes.txt')
  expect(old.filter((name) => left.includes(name))).toEqual(old.slice(0, 1))
  expect(left).toHaveLength(7)
})
