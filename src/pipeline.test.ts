import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type BuildProgress,
  type OpenCorpus,
  openCorpus,
  type PipelineOptions,
} from './pipeline.js'
import { projectRoot } from './project-root.js'
import { createFakeEmbedder, type FakeEmbedder } from './testing/fake-embedder.js'

let root: string
let corpus: string
let built: OpenCorpus
/** Texts of the first build: those that stand in several views are embedded once. */
let texts: number
let folders: PipelineOptions['folders']

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pipeline-'))
  corpus = join(root, 'corpus')
  await cp(join(projectRoot, 'corpus'), corpus, { recursive: true })
  folders = { corpus, vectors: join(root, 'vectors'), index: join(root, 'index') }
  const embedder = createFakeEmbedder()
  built = await openCorpus({ folders, embedder })
  texts = embedder.embeddedTexts()
})

afterAll(() => rm(root, { recursive: true, force: true }))

/** The folders of an own copy of what was built. */
async function copyOfBuilt(): Promise<PipelineOptions['folders']> {
  const copy = await mkdtemp(join(root, 'copy-'))
  await cp(folders.vectors, join(copy, 'vectors'), { recursive: true })
  await cp(folders.index, join(copy, 'index'), { recursive: true })
  return { corpus, vectors: join(copy, 'vectors'), index: join(copy, 'index') }
}

interface Opened {
  readonly open: OpenCorpus
  readonly embedder: FakeEmbedder
  readonly notes: readonly string[]
}

async function openIn(
  at: PipelineOptions['folders'],
  options: Partial<Omit<PipelineOptions, 'store'>> = {},
): Promise<Opened> {
  const notes: string[] = []
  const embedder = createFakeEmbedder()
  const open = await openCorpus({
    folders: at,
    embedder,
    onNote: (note) => notes.push(note),
    ...options,
  })
  return { open, embedder, notes }
}

/** Every file under the folder with its bytes. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const read = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name)
    return [path, (await readFile(path)).toString('base64')]
  })
  return new Map(await Promise.all(read))
}

/** What a search of the index gives, to compare two of them by. */
function searched({ index, tokenizer }: OpenCorpus): unknown {
  const terms = tokenizer.words('预约通关').map((term) => ({ term, weight: 1 }))
  const query = new Float32Array(index.vectors.dimensions).fill(
    1 / Math.sqrt(index.vectors.dimensions),
  )
  return [index.lexical.words.search(terms, 10), index.vectors.search(query, 10)]
}

describe('openCorpus', () => {
  test('builds once and opens what it built: nothing is embedded, the searches are the same', async () => {
    expect(built.built).toBe(true)
    expect(built.corpus.measures).toHaveLength(116)
    const { open, embedder, notes } = await openIn(await copyOfBuilt())
    expect([open.built, open.fingerprint]).toEqual([false, built.fingerprint])
    expect(embedder.embeddedTexts()).toBe(0)
    expect(notes).toEqual([])
    expect(searched(open)).toEqual(searched(built))
  })

  test('builds again when told to, from cached vectors', async () => {
    const { open, embedder } = await openIn(await copyOfBuilt(), { rebuild: true })
    expect(open.built).toBe(true)
    expect(embedder.embeddedTexts()).toBe(0)
    expect(searched(open)).toEqual(searched(built))
  })

  test('reports every stage, with progress that only grows', async () => {
    const progress: BuildProgress[] = []
    const at = await copyOfBuilt()
    await rm(at.vectors, { recursive: true })
    await openIn(at, { rebuild: true, onProgress: (step) => progress.push(step) })
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['embed', 'index', 'save'])
    const embedded = progress.filter(({ stage }) => stage === 'embed')
    expect(embedded.map(({ done }) => done)).toEqual(
      embedded.map(({ done }) => done).toSorted((a, b) => a - b),
    )
    const texts =
      built.index.vectors.size + built.unanswered.flatMap(({ questions }) => questions).length
    expect(embedded.at(-1)?.done).toBe(texts)
    expect(new Set(embedded.map(({ total }) => total))).toEqual(new Set([texts]))
  })

  test('does not take the index of another model', async () => {
    const at = await copyOfBuilt()
    const embedder = createFakeEmbedder({ fingerprint: 'another', dimensions: 16 })
    const { open, notes } = await openIn(at, { embedder })
    expect(open.built).toBe(true)
    expect(open.fingerprint).not.toBe(built.fingerprint)
    expect(open.index.vectors.dimensions).toBe(16)
    expect(embedder.embeddedTexts()).toBe(texts)
    expect(notes.join('\n')).toMatch(/no index for this corpus and model yet/)
  })

  test('throws what is wrong with the corpus', async () => {
    const at = { ...(await copyOfBuilt()), corpus: join(root, 'nowhere') }
    await expect(openIn(at)).rejects.toMatchObject({ code: 'bad_corpus' })
  })
})

describe('a damaged index', () => {
  const damages: ReadonlyArray<readonly [string, (file: string) => Promise<void>]> = [
    [
      'a wrong byte',
      async (file) => {
        const bytes = await readFile(file)
        const place = bytes.length >> 1
        bytes[place] = (bytes[place] ?? 0) ^ 0x01
        await writeFile(file, bytes)
      },
    ],
    ['no file', (file) => rm(file)],
  ]

  test.each(damages)(
    'any file with %s: it is said which, and built again as it was',
    async (_, damage) => {
      const pristine = await copyOfBuilt()
      const [folder = ''] = await readdir(pristine.index)
      const names = await readdir(join(pristine.index, folder))
      expect(names.length).toBeGreaterThan(5)
      for (const name of names) {
        await damage(join(pristine.index, folder, name))
        const { open, embedder, notes } = await openIn(pristine)
        expect(open.built, name).toBe(true)
        expect(notes.join('\n')).toMatch(/index built: 116 measures/)
        // Without its manifest a folder is no index: there is none yet.
        const said = notes[0]
        if (name === 'manifest.json' && said?.startsWith('no index')) continue
        expect(said).toMatch(/^the stored index is not usable and is built again: /)
        // A manifest that has changed may accuse one of the files that it describes.
        if (name !== 'manifest.json') expect(said).toContain(name)
        else expect(said).toContain(folder)
        expect(said).toMatch(/expected/)
        expect(said).toMatch(/found/)
        expect(embedder.embeddedTexts()).toBe(0)
        expect(searched(open)).toEqual(searched(built))
        expect((await openIn(pristine)).open.built).toBe(false)
      }
    },
    120_000,
  )

  test('damaged vectors of the cache are computed again, which is said', async () => {
    const at = await copyOfBuilt()
    await rm(at.index, { recursive: true })
    for (const name of await readdir(at.vectors)) await truncate(join(at.vectors, name), 10)
    const { open, embedder, notes } = await openIn(at)
    expect(texts).toBeGreaterThan(1000)
    expect(notes.join('\n')).toMatch(
      /cached vectors are not usable and are computed again: .*found/,
    )
    expect(embedder.embeddedTexts()).toBe(texts)
    expect(searched(open)).toEqual(searched(built))
  })
})

describe('a build that is stopped', () => {
  test.each(['embed', 'index', 'save'] as const)(
    'while it is at "%s" throws the reason and leaves index and vectors as they were',
    async (stage) => {
      const at = await copyOfBuilt()
      const before = [await filesIn(at.index), await filesIn(at.vectors)]
      const stop = new AbortController()
      const reason = new Error('stopped')
      const build = openIn(at, {
        rebuild: true,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.stage === stage) stop.abort(reason)
        },
      })
      await expect(build).rejects.toBe(reason)
      expect([await filesIn(at.index), await filesIn(at.vectors)]).toEqual(before)
      expect((await openIn(at)).open.built).toBe(false)
    },
  )
})
