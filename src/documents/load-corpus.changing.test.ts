import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { loadCorpus } from './load-corpus.js'
import { NO_READ_CACHE } from './read-cache.js'

/** Readings while the corpus changes. */
const READS = 30

/** Words that one of two texts says otherwise. */
const BEFORE = 'Dalian Customs'
const AFTER = 'Customs of Dalian'

/** Puts the one text and the other in the place of a file, in a process of its own: reading holds this one. */
const CHANGE = `
  const { copyFileSync, renameSync } = require('node:fs')
  const [, place, ...texts] = process.argv
  let turn = 0
  const change = () => {
    copyFileSync(texts[++turn % texts.length], place + '.new')
    renameSync(place + '.new', place)
    setTimeout(change, 50 + Math.random() * 400)
  }
  change()
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changing-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('what is read while a file is replaced is all of one version, or refused', async () => {
  const corpus = join(folder, 'corpus')
  await cp(join(projectRoot, 'corpus'), corpus, { recursive: true })
  const place = join(corpus, 'offices.yaml')
  const texts = [join(folder, 'one.txt'), join(folder, 'other.txt')]
  const text = await readFile(place, 'utf8')
  await writeFile(texts[0] ?? '', text)
  await writeFile(texts[1] ?? '', text.replaceAll(BEFORE, AFTER))

  const read = () => {
    const { version, offices } = loadCorpus(corpus).corpus
    return { version, isOther: JSON.stringify(offices).includes(AFTER) }
  }
  const one = read()
  await cp(texts[1] ?? '', place)
  const other = read()
  expect([one.isOther, other.isOther]).toEqual([false, true])

  const child = spawn(process.execPath, ['-e', CHANGE, place, ...texts], { stdio: 'inherit' })
  const seen: ReturnType<typeof read>[] = []
  try {
    for (let reads = 0; reads < READS; reads += 1) {
      try {
        seen.push(read())
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'bad_corpus') throw error
      }
    }
  } finally {
    child.kill()
    await once(child, 'exit')
  }
  const versions = new Map([one, other].map(({ version, isOther }) => [version, isOther]))
  // The file on its way into its place is a third state, and its text one of the two.
  const known = seen.filter(({ version }) => versions.has(version))
  expect(known.length).toBeGreaterThan(0)
  for (const { version, isOther } of known) expect(isOther).toBe(versions.get(version))
}, 120_000)

test('a file that is replaced and put back while it is read is read anew', () => {
  const corpus = join(folder, 'there-and-back')
  cpSync(join(projectRoot, 'corpus'), corpus, { recursive: true })
  const place = join(corpus, 'offices.yaml')
  const text = readFileSync(place, 'utf8')
  const put = (words: string) => {
    writeFileSync(`${place}.new`, words)
    renameSync(`${place}.new`, place)
  }
  put(text.replaceAll(BEFORE, AFTER))
  const expected = loadCorpus(corpus).corpus
  let asked = 0
  const { offices, version } = loadCorpus(corpus, {
    ...NO_READ_CACHE,
    // Other words while the offices are read, and the very bytes of before right after that.
    remember(_key, read) {
      asked += 1
      if (asked <= 2) put(asked === 1 ? text : text.replaceAll(BEFORE, AFTER))
      return read()
    },
  }).corpus
  expect({ offices, version }).toEqual({ offices: expected.offices, version: expected.version })
})
