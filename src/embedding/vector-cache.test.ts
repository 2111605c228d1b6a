import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyVectorCache, openVectorCache } from './vector-cache.js'
import { vectorKey } from './vector-key.js'

const model = { fingerprint: 'sample', dimensions: 3 }
const keyOf = (text: string) => vectorKey(model.fingerprint, 'passage', text)

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vector-cache-'))
})

afterEach(() => rm(folder, { recursive: true }))

const contents = async () =>
  Promise.all(['keys.json', 'vectors.bin'].map((name) => readFile(join(folder, name))))

async function saveSample(): Promise<void> {
  const cache = await openVectorCache(folder, model)
  cache.add(keyOf('a'), Float32Array.of(1, 0, 0))
  cache.add(keyOf('b'), Float32Array.of(0, 1, 0))
  await cache.save()
}

describe('openVectorCache', () => {
  test('is empty without files, and writes nothing that nobody added', async () => {
    const cache = await openVectorCache(join(folder, 'missing'), model)
    expect(cache.size).toBe(0)
    expect(cache.get(keyOf('a'))).toBeUndefined()
    await cache.save()
    expect(await readdir(folder)).toEqual([])
  })

  test('gives back what was saved, whatever was added in which order', async () => {
    const component = fc.float({ noNaN: true, noDefaultInfinity: true })
    const vectors = fc.dictionary(fc.string(), fc.tuple(component, component, component))
    await fc.assert(
      fc.asyncProperty(vectors, async (samples) => {
        const entries = Object.entries(samples)
        const write = async (order: typeof entries) => {
          const cache = emptyVectorCache(folder, model)
          for (const [text, components] of order)
            cache.add(keyOf(text), Float32Array.from(components))
          await cache.save()
          return contents()
        }
        const bytes = await write(entries)
        const cache = await openVectorCache(folder, model)
        expect(cache.size).toBe(entries.length)
        for (const [text, components] of entries) {
          expect(cache.get(keyOf(text))).toEqual(Float32Array.from(components))
        }
        expect(await write(entries.toReversed())).toEqual(bytes)
      }),
      { numRuns: 25 },
    )
  })

  test('stores little-endian float32 rows in the order of the sorted keys', async () => {
    await saveSample()
    const [keysJson, bytes] = await contents()
    const { keys, ...rest } = JSON.parse(String(keysJson))
    expect(keys).toEqual([keyOf('a'), keyOf('b')].toSorted())
    expect(rest).toMatchObject({ version: 1, fingerprint: 'sample', dimensions: 3, count: 2 })
    expect(bytes?.length).toBe(2 * 3 * 4)
    const row = keys.indexOf(keyOf('b'))
    expect(bytes?.readFloatLE((row * 3 + 1) * 4)).toBe(1)
  })

  test('gives and keeps copies', async () => {
    const cache = await openVectorCache(folder, model)
    const vector = Float32Array.of(1, 2, 3)
    cache.add(keyOf('a'), vector)
    vector.fill(0)
    cache.get(keyOf('a'))?.fill(0)
    expect(cache.get(keyOf('a'))).toEqual(Float32Array.of(1, 2, 3))
  })

  test('drops what is not kept', async () => {
    await saveSample()
    const cache = await openVectorCache(folder, model)
    await cache.save({ keepOnly: new Set([keyOf('b'), keyOf('never added')]) })
    expect(cache.get(keyOf('a'))).toBeUndefined()
    const reopened = await openVectorCache(folder, model)
    expect(reopened.size).toBe(1)
    expect(reopened.get(keyOf('b'))).toEqual(Float32Array.of(0, 1, 0))
  })

  test('does not touch the files when nothing has changed', async () => {
    await saveSample()
    const before = await stat(join(folder, 'vectors.bin'))
    const cache = await openVectorCache(folder, model)
    await cache.save({ keepOnly: new Set([keyOf('a'), keyOf('b')]) })
    expect((await stat(join(folder, 'vectors.bin'))).ino).toBe(before.ino)
  })

  test('leaves no temporary files', async () => {
    await saveSample()
    expect((await readdir(folder)).toSorted()).toEqual(['keys.json', 'vectors.bin'])
  })

  test.each([
    ['a key of another form', 'short', Float32Array.of(1, 0, 0)],
    ['a vector of another size', keyOf('a'), Float32Array.of(1, 0)],
    ['NaN', keyOf('a'), Float32Array.of(1, 0, Number.NaN)],
  ])('refuses to add %s', async (_, key, vector) => {
    const cache = await openVectorCache(folder, model)
    expect(() => cache.add(key, vector)).toThrow(expect.objectContaining({ code: 'internal' }))
  })

  test('says which folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')
    const cache = emptyVectorCache(join(folder, 'file'), model)
    await expect(cache.save()).rejects.toMatchObject({
      code: 'bad_index',
      message: expect.stringContaining(join(folder, 'file')),
    })
  })
})

describe('openVectorCache with files that do not fit', () => {
  beforeEach(saveSample)

  async function expectRefusal(words: string): Promise<void> {
    await expect(openVectorCache(folder, model)).rejects.toMatchObject({
      code: 'bad_index',
      message: expect.stringContaining(words),
    })
  }

  async function changeKeys(change: (content: Record<string, unknown>) => object): Promise<void> {
    const path = join(folder, 'keys.json')
    await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))))
  }

  test('refuses truncated vectors', async () => {
    await truncate(join(folder, 'vectors.bin'), 20)
    await expectRefusal(`${join(folder, 'vectors.bin')}: expected 24 bytes, found 20`)
  })

  test('refuses vectors of which one bit is damaged', async () => {
    const path = join(folder, 'vectors.bin')
    const bytes = await readFile(path)
    bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5)
    await writeFile(path, bytes)
    await expectRefusal(`${path}: expected sha256 `)
  })

  test.each(['keys.json', 'vectors.bin'])('refuses a folder without %s', async (name) => {
    await rm(join(folder, name))
    await expectRefusal(join(folder, name))
  })

  test('refuses a folder in the place of a file', async () => {
    await rm(join(folder, 'vectors.bin'))
    await mkdir(join(folder, 'vectors.bin'))
    await expectRefusal(join(folder, 'vectors.bin'))
  })

  test.each([
    ['of another model', { fingerprint: 'other' }, 'of model other'],
    ['of another size', { dimensions: 4 }, 'expected 3 dimensions, found 4'],
    ['of another format', { version: 2 }, 'version'],
    [
      'that are not sorted',
      { keys: [keyOf('a'), keyOf('b')].toSorted().toReversed() },
      'not sorted',
    ],
    ['that are counted wrongly', { count: 3 }, 'count'],
    ['with an unknown field', { extra: 1 }, 'extra'],
  ])('refuses keys %s', async (_, change, words) => {
    await changeKeys((content) => ({ ...content, ...change }))
    await expectRefusal(words)
    await expectRefusal(join(folder, 'keys.json'))
  })

  test('refuses keys that are not JSON', async () => {
    await writeFile(join(folder, 'keys.json'), '{"version":')
    await expectRefusal(`${join(folder, 'keys.json')}: expected JSON`)
  })

  test('can be replaced by an empty cache', async () => {
    await truncate(join(folder, 'vectors.bin'), 20)
    await emptyVectorCache(folder, model).save()
    expect((await openVectorCache(folder, model)).size).toBe(0)
  })
})
