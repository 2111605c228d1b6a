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
import { openReadCache, type ReadCache } from './read-cache.js'
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

/** A cache, and what was not yet in it. */
function open(code = 'one') {
  const cache = openReadCache(kept, code)
  const read: string[] = []
  const watching: ReadCache = {
    ...cache,
    remember: (key, make) =>
      cache.remember(key, () => {
        read.push(key.split(' ')[0] ?? '')
        return make()
      }),
  }
  return { cache: watching, read }
}

/** Five documents and four files that all share. */
const ALL = [
  'offices.yaml',
  'signposts.yaml',
  'cues.yaml',
  'unanswered.yaml',
  'dalian-43',
  'gacc-2024-facilitation',
  'haikou-20',
  'hainan-ftp-cases',
  'shenzhen-20',
].toSorted()

test('a corpus from the cache is the same as one read from its files, to the last field', () => {
  const plain = loadCorpus(corpus)
  const first = open()
  expect(loadCorpus(corpus, first.cache)).toStrictEqual(plain)
  expect(first.read.toSorted()).toEqual(ALL)
  const second = open()
  expect(loadCorpus(corpus, second.cache)).toStrictEqual(plain)
  expect(second.read).toEqual([])
})

test('one byte changed in a document, and only that one is read again', () => {
  loadCorpus(corpus, open().cache)
  const file = join(corpus, 'haikou-20', 'lay-questions.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}# a note\n`)
  const { cache, read } = open()
  loadCorpus(corpus, cache)
  expect(read).toEqual(['haikou-20'])
})

test('rules of all documents, and other code, make every entry another one', () => {
  loadCorpus(corpus, open().cache)
  const other = open('two')
  loadCorpus(corpus, other.cache)
  expect(other.read.toSorted()).toEqual(ALL)
  const file = join(corpus, 'commitments.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}# a note\n`)
  const { cache, read } = open()
  loadCorpus(corpus, cache)
  expect(read.toSorted()).toEqual(ALL.filter((name) => !name.endsWith('.yaml')))
})

test('a damaged entry is read again from its document, and mended', () => {
  const plain = loadCorpus(corpus)
  loadCorpus(corpus, open().cache)
  const [whole, cut, empty] = readdirSync(kept).map((name) => join(kept, name))
  const text = readFileSync(whole ?? '', 'utf8')
  // JSON all the same: another word in a quote would be worse than a slow start.
  writeFileSync(whole ?? '', `${text} `)
  writeFileSync(cut ?? '', readFileSync(cut ?? '', 'utf8').slice(0, 1000))
  writeFileSync(empty ?? '', '')
  const { cache, read } = open()
  expect(loadCorpus(corpus, cache)).toStrictEqual(plain)
  expect(read).toHaveLength(3)
  const mended = open()
  loadCorpus(corpus, mended.cache)
  expect(mended.read).toEqual([])
})

test('where nothing can be kept the corpus is read all the same', () => {
  writeFileSync(kept, 'a file where the folder should be')
  const { cache } = open()
  expect(loadCorpus(corpus, cache)).toStrictEqual(loadCorpus(corpus))
})

test('an unsound document is refused and not kept, and the others are', () => {
  writeFileSync(join(corpus, 'haikou-20', 'lay-questions.yaml'), 'measures: 7\n')
  for (const attempt of ['first', 'second']) {
    const { cache, read } = open()
    expect(() => loadCorpus(corpus, cache), attempt).toThrow('lay-questions.yaml')
    expect(read, attempt).toContain('haikou-20')
  }
})

test('entries that nobody used go after an hour, others stay', () => {
  loadCorpus(corpus, open('old').cache)
  const old = readdirSync(kept)
  writeFileSync(join(kept, 'notes.txt'), 'not ours')
  const long = new Date(Date.now() - 2 * 3_600_000)
  for (const name of old.slice(1)) utimesSync(join(kept, name), long, long)
  const { cache } = open()
  loadCorpus(corpus, cache)
  cache.removeOthers()
  const left = readdirSync(kept)
  expect(left).toContain('notes.txt')
  expect(old.filter((name) => left.includes(name))).toEqual(old.slice(0, 1))
  expect(left).toHaveLength(ALL.length + 2)
})
