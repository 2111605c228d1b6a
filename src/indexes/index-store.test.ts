import { spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.js'
import { bytesOfFloat32, float32View } from './float32-view.js'
import { type IndexFiles, NODE_INDEX_FILES } from './index-files.js'
import { type IndexContents, indexFolder, loadIndex, saveIndex } from './index-store.js'
import { manifestSchema } from './manifest.js'

const A = fingerprintOf({ corpus: 'a' })
const B = fingerprintOf({ corpus: 'b' })
const vectors = Float32Array.of(1, 0, 0, 1)

let root = ''
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'store-')), 'index')
})
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }))

function contentsOf(text: string): IndexContents {
  return {
    dimensions: 2,
    counts: { views: 2 },
    meta: { views: [{ measureId: 'a/1' }], text },
    parts: [
      { name: 'vectors.f32', bytes: bytesOfFloat32(vectors) },
      { name: 'words.bm25', bytes: Buffer.from(text) },
      {
        name: 'graph.hnsw',
        async writeTo(path) {
          writeFileSync(path, `graph of ${text}`)
          writeFileSync(`${path}.json`, '{}')
        },
      },
    ],
  }
}

async function textOf(fingerprint: string): Promise<string | undefined> {
  const index = await loadIndex(root, fingerprint)
  return index && Buffer.from(index.bytes('words.bm25')).toString()
}

/** A file of the index in the folder or below it; a name that is not there when it holds none. */
function firstFileIn(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const name = names.find((one) => one.endsWith('.bm25')) ?? 'no-such-file'
  return join(folder, name)
}

function failing(code: string): () => Promise<never> {
  return async () => {
    throw Object.assign(new Error(`${code}: from the system`), { code })
  }
}

describe('a saved index', () => {
  test('is loaded as it was', async () => {
    const manifest = await saveIndex(root, A, contentsOf('one'))
    const index = await loadIndex(root, A)
    expect(index?.manifest).toEqual(manifest)
    expect(index?.folder).toBe(join(root, A.slice(0, 16)))
    expect(manifest.meta).toEqual({ views: [{ measureId: 'a/1' }], text: 'one' })
    expect(manifest.files.map(({ name, access }) => `${name} ${access}`)).toEqual([
      'graph.hnsw path',
      'graph.hnsw.json path',
      'vectors.f32 bytes',
      'words.bm25 bytes',
    ])
    const bytes = index?.bytes('vectors.f32') ?? new Uint8Array()
    expect(float32View(bytes)).toEqual(vectors)
    expect(float32View(bytes).buffer).toBe(bytes.buffer)
    expect(readFileSync(index?.path('graph.hnsw') ?? '', 'utf8')).toBe('graph of one')
    expect(() => index?.bytes('graph.hnsw')).toThrow('expected a file graph.hnsw held as bytes')
    expect(() => index?.path('words.bm25')).toThrow('expected a file words.bm25 opened by its path')
    expect(readdirSync(root)).toEqual([A.slice(0, 16)])
  })

  test('is not there before it was saved', async () => {
    expect(await loadIndex(root, A)).toBeUndefined()
    await saveIndex(root, A, contentsOf('one'))
    expect(await loadIndex(root, B)).toBeUndefined()
  })

  test('leaves the newest of the older indexes', async () => {
    const fingerprints = ['1', '2', '3', '4'].map((corpus) => fingerprintOf({ corpus }))
    for (const fingerprint of fingerprints) {
      await saveIndex(root, fingerprint, contentsOf(fingerprint))
      // Times in manifests are whole milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    const kept = fingerprints.slice(-2).map((fingerprint) => fingerprint.slice(0, 16))
    expect(readdirSync(root).sort()).toEqual(kept.sort())
  })

  test('stays untouched when the same is saved again, and is replaced by another', async () => {
    const first = await saveIndex(root, A, contentsOf('one'))
    expect(await saveIndex(root, A, contentsOf('one'))).toEqual(first)
    await saveIndex(root, A, contentsOf('two'))
    expect(await textOf(A)).toBe('two')
    expect(readdirSync(root)).toHaveLength(1)
  })

  test('takes the place of a damaged one, and of a file of that name', async () => {
    await saveIndex(root, A, contentsOf('one'))
    appendFileSync(join(indexFolder(root, A), 'words.bm25'), 'x')
    await saveIndex(root, A, contentsOf('one'))
    expect(await textOf(A)).toBe('one')
    writeFileSync(indexFolder(root, B), 'in the way')
    await saveIndex(root, B, contentsOf('two'))
    expect(await textOf(B)).toBe('two')
    expect(readdirSync(root)).toHaveLength(2)
  })
})

describe('loading refuses', () => {
  let folder = ''
  beforeEach(async () => {
    await saveIndex(root, A, contentsOf('one'))
    folder = indexFolder(root, A)
  })

  async function refusal(): Promise<unknown> {
    return loadIndex(root, A).then(
      () => 'loaded',
      (error: unknown) => error,
    )
  }

  function changeManifest(change: Record<string, unknown>): void {
    const path = join(folder, 'manifest.json')
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify(Object.assign({}, manifest, change)))
  }

  test.each(['words.bm25', 'graph.hnsw', 'graph.hnsw.json'])('a changed %s', async (name) => {
    const path = join(folder, name)
    const bytes = readFileSync(path)
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(await refusal()).toMatchObject({
      code: 'bad_index',
      message: expect.stringContaining(`${path}: expected sha256`),
    })
    appendFileSync(path, 'more')
    expect(await refusal()).toMatchObject({
      message: `${path}: expected ${bytes.length} bytes, found ${bytes.length + 4}`,
    })
    rmSync(path)
    expect(await refusal()).toMatchObject({ message: expect.stringContaining(path) })
  })

  test('a manifest that is missing, torn, of another format or of another index', async () => {
    const path = join(folder, 'manifest.json')
    changeManifest({ fingerprint: A.slice(0, 16) + B.slice(16) })
    expect(await refusal()).toMatchObject({
      message: expect.stringContaining(
        `${path}: expected fingerprint ${A}, found ${A.slice(0, 16)}`,
      ),
    })
    changeManifest({ fingerprint: A, formatVersion: 2 })
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('formatVersion') })
    changeManifest({ formatVersion: 1, files: [{ name: '../x' }] })
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('files.0.name') })
    writeFileSync(path, '{"formatVersion":')
    expect(await refusal()).toMatchObject({ message: expect.stringContaining(path) })
    rmSync(path)
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('no such file') })
  })

  test('a root that is a file, and what is no fingerprint', async () => {
    await expect(loadIndex(join(folder, 'words.bm25'), A)).rejects.toMatchObject({
      code: 'bad_index',
      message: expect.stringContaining('words.bm25'),
    })
    for (const fingerprint of ['', '../../etc', A.toUpperCase()]) {
      await expect(loadIndex(root, fingerprint)).rejects.toMatchObject({ code: 'bad_index' })
      await expect(saveIndex(root, fingerprint, contentsOf('x'))).rejects.toMatchObject({
        code: 'bad_index',
      })
    }
  })
})

describe('a save that fails', () => {
  test.each([
    ['ENOSPC', 'no space left on the disk (ENOSPC)'],
    ['EROFS', 'a read-only file system (EROFS)'],
    ['EACCES', 'no permission to write (EACCES)'],
  ])('with %s names the folder and the reason', async (code, reason) => {
    await saveIndex(root, A, contentsOf('one'))
    const files = { ...NODE_INDEX_FILES, write: failing(code) }
    await expect(saveIndex(root, B, contentsOf('two'), { files })).rejects.toMatchObject({
      code: 'bad_index',
      message: `Index folder ${root}: expected a writable folder with enough room, found ${reason}`,
    })
    expect(await textOf(A)).toBe('one')
    expect(readdirSync(root)).toEqual([A.slice(0, 16)])
  })

  test('below a file names the folder', async () => {
    mkdirSync(root)
    const file = join(root, 'a-file')
    writeFileSync(file, '')
    const below = join(file, 'index')
    await expect(saveIndex(below, A, contentsOf('one'))).rejects.toThrow(
      `Index folder ${below}: expected a writable folder with enough room, found a file`,
    )
  })

  test('is noticed when less was written than given, or nothing', async () => {
    const short: IndexFiles = {
      ...NODE_INDEX_FILES,
      write: (path, bytes) => NODE_INDEX_FILES.write(path, bytes.subarray(1)),
    }
    await expect(saveIndex(root, A, contentsOf('one'), { files: short })).rejects.toThrow(
      'expected 16 bytes, found 15',
    )
    const nothing = { name: 'graph.hnsw', writeTo: async () => undefined }
    const contents = { ...contentsOf('one'), parts: [nothing] }
    await expect(saveIndex(root, A, contents)).rejects.toThrow('expected a file, found nothing')
    const twice = {
      ...contentsOf('one'),
      parts: [...contentsOf('a').parts, ...contentsOf('b').parts],
    }
    await expect(saveIndex(root, A, twice)).rejects.toThrow('expected parts with different names')
    const outside = { name: '../x', bytes: new Uint8Array() }
    await expect(saveIndex(root, A, { ...contentsOf('one'), parts: [outside] })).rejects.toThrow(
      'plain lower-case file name',
    )
    expect(readdirSync(root)).toEqual([])
  })

  test('at the last moment puts back the index it had taken away', async () => {
    await saveIndex(root, A, contentsOf('one'))
    let renames = 0
    const files: IndexFiles = {
      ...NODE_INDEX_FILES,
      async rename(from, to) {
        // First onto the index that is there, then that one aside, then the new one in its place.
        if (++renames === 3) await failing('EIO')()
        await NODE_INDEX_FILES.rename(from, to)
      },
    }
    await expect(saveIndex(root, A, contentsOf('two'), { files })).rejects.toThrow('EIO')
    expect(await textOf(A)).toBe('one')
    await saveIndex(root, A, contentsOf('two'))
    expect(await textOf(A)).toBe('two')
  })

  test('because it was aborted gives the reason and keeps what was there', async () => {
    await saveIndex(root, A, contentsOf('one'))
    for (const part of [0, 1, 2]) {
      const controller = new AbortController()
      const reason = new Error(`aborted after part ${part}`)
      const contents = contentsOf('two')
      const parts = contents.parts.map((one, i) => ({
        name: one.name,
        async writeTo(path: string) {
          if ('bytes' in one) writeFileSync(path, one.bytes)
          else await one.writeTo(path)
          if (i === part) controller.abort(reason)
        },
      }))
      const saving = saveIndex(root, B, { ...contents, parts }, { signal: controller.signal })
      await expect(saving).rejects.toBe(reason)
      expect(await textOf(A)).toBe('one')
      expect(readdirSync(root)).toEqual([A.slice(0, 16)])
    }
    const signal = AbortSignal.abort(new Error('before it began'))
    await expect(saveIndex(root, B, contentsOf('two'), { signal })).rejects.toThrow(
      'before it began',
    )
  })
})

describe('a process that dies', { timeout: 30_000 }, () => {
  /** The file system of a process that ends before its operation number `last + 1`. */
  function dyingAfter(last: number): { files: IndexFiles; operations: () => number } {
    let count = 0
    function living<A extends unknown[], R>(
      operation: (...given: A) => Promise<R>,
    ): (...given: A) => Promise<R> {
      return async (...given) => {
        if (++count > last) throw new Error('the process is dead')
        return operation(...given)
      }
    }
    const node = NODE_INDEX_FILES
    const files: IndexFiles = {
      makeFolder: living((path) => node.makeFolder(path)),
      makeTemporary: living((prefix) => node.makeTemporary(prefix)),
      write: living((path, bytes) => node.write(path, bytes)),
      sync: living((path) => node.sync(path)),
      rename: living((from, to) => node.rename(from, to)),
      async remove(path) {
        // A folder is not removed in one step: whoever dies there has removed some of it.
        if (count === last) rmSync(firstFileIn(path), { force: true })
        await living((whole: string) => node.remove(whole))(path)
      },
      isRunning: () => false,
    }
    return { files, operations: () => count }
  }

  const afterwards: IndexFiles = { ...NODE_INDEX_FILES, isRunning: () => false }

  test('before any step leaves the old index whole, and the next save cleans up', async () => {
    const whole = dyingAfter(Number.POSITIVE_INFINITY)
    await saveIndex(root, A, contentsOf('one'))
    await saveIndex(root, B, contentsOf('two'), { files: whole.files })
    expect(whole.operations()).toBeGreaterThan(10)

    for (let last = 0; last <= whole.operations(); last++) {
      rmSync(root, { recursive: true })
      await saveIndex(root, A, contentsOf('one'))
      const { files } = dyingAfter(last)
      await saveIndex(root, B, contentsOf('two'), { files }).catch(() => undefined)
      expect(await textOf(A)).toBe('one')
      expect([undefined, 'two']).toContain(await textOf(B))
      await saveIndex(root, B, contentsOf('two'), { files: afterwards })
      expect(await textOf(B)).toBe('two')
      expect(readdirSync(root).sort()).toEqual([A.slice(0, 16), B.slice(0, 16)].sort())
    }
  })

  test('while it replaces an index leaves one, the other or none, never half of one', async () => {
    await saveIndex(root, A, contentsOf('one'))
    const whole = dyingAfter(Number.POSITIVE_INFINITY)
    await saveIndex(root, A, contentsOf('two'), { files: whole.files })
    const seen = new Set<string | undefined>()
    for (let last = 0; last <= whole.operations(); last++) {
      rmSync(root, { recursive: true })
      await saveIndex(root, A, contentsOf('one'))
      const { files } = dyingAfter(last)
      await saveIndex(root, A, contentsOf('two'), { files }).catch(() => undefined)
      seen.add(await textOf(A))
      await saveIndex(root, A, contentsOf('two'), { files: afterwards })
      expect(await textOf(A)).toBe('two')
      expect(readdirSync(root)).toEqual([A.slice(0, 16)])
    }
    expect(seen).toEqual(new Set(['one', undefined, 'two']))
  })

  test('while it prunes leaves no half-removed folder under an index name', async () => {
    const oldest = fingerprintOf({ corpus: 'oldest' })
    for (let last = 0; last < 30; last++) {
      rmSync(root, { recursive: true, force: true })
      for (const fingerprint of [oldest, A]) {
        await saveIndex(root, fingerprint, contentsOf('one'))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      const { files } = dyingAfter(last)
      await saveIndex(root, B, contentsOf('two'), { files }).catch(() => undefined)
      expect([undefined, 'one']).toContain(await textOf(oldest))
      expect(await textOf(A)).toBe('one')
    }
  })

  test('by SIGKILL leaves a folder that the next save removes', async () => {
    await saveIndex(root, A, contentsOf('one'))
    const script = `
      import { saveIndex } from ${JSON.stringify(new URL('index-store.ts', import.meta.url).href)}
      const writeTo = async () => process.kill(process.pid, 'SIGKILL')
      const parts = [{ name: 'a.bin', bytes: new Uint8Array(9) }, { name: 'b.bin', writeTo }]
      const contents = { dimensions: 1, counts: {}, meta: {}, parts }
      await saveIndex(${JSON.stringify(root)}, ${JSON.stringify(B)}, contents)
    `
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
    const signal = await new Promise((resolve) => child.on('exit', (_code, name) => resolve(name)))
    expect(signal).toBe('SIGKILL')
    expect(readdirSync(root).filter((name) => name.startsWith('.building-'))).toHaveLength(1)
    expect(await textOf(A)).toBe('one')
    expect(await loadIndex(root, B)).toBeUndefined()
    await saveIndex(root, B, contentsOf('two'))
    expect(readdirSync(root).sort()).toEqual([A.slice(0, 16), B.slice(0, 16)].sort())
  })
})

test('another process that is still building is left alone', async () => {
  mkdirSync(root)
  const mine = join(root, `.building-${process.pid}-00000000-abc`)
  const others = join(root, `.building-${process.ppid}-00000000-abc`)
  mkdirSync(mine)
  mkdirSync(others)
  await saveIndex(root, A, contentsOf('one'))
  expect(existsSync(others)).toBe(true)
  // The same pid with another token: a process of an earlier start.
  expect(existsSync(mine)).toBe(false)
})

test('the manifest of the folder fits its schema', async () => {
  await saveIndex(root, A, contentsOf('one'))
  const text = readFileSync(join(indexFolder(root, A), 'manifest.json'), 'utf8')
  expect(manifestSchema.parse(JSON.parse(text)).dimensions).toBe(2)
})
