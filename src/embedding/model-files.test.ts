import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  MODEL_FILE_NAMES,
  modelFingerprint,
  readModelFile,
  readModelManifest,
} from './model-files.js'

let folder = ''

const contentOf = (name: string) => `content of ${name}`
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

function manifestOf() {
  const describeFile = (name: string) => ({
    sha256: sha256Of(contentOf(name)),
    bytes: contentOf(name).length,
  })
  return {
    name: 'sample',
    dimensions: 4,
    maxTokens: 16,
    files: {
      'model.onnx': describeFile('model.onnx'),
      'tokenizer.json': describeFile('tokenizer.json'),
      'tokenizer_config.json': describeFile('tokenizer_config.json'),
    },
  }
}

async function writeManifest(value: unknown): Promise<void> {
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(value))
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-files-'))
  await Promise.all(MODEL_FILE_NAMES.map((name) => writeFile(join(folder, name), contentOf(name))))
  await writeManifest(manifestOf())
})

afterEach(() => rm(folder, { recursive: true }))

describe('readModelManifest', () => {
  test('reads a manifest whose files are there', async () => {
    expect(await readModelManifest(folder)).toEqual(manifestOf())
  })

  test.each(['manifest.json', ...MODEL_FILE_NAMES])('says that %s is missing', async (name) => {
    await rm(join(folder, name))
    await expect(readModelManifest(folder)).rejects.toMatchObject({
      code: 'bad_model',
      message: `${join(folder, name)}: expected a file of the embedding model, found: no such file`,
    })
  })

  test('names a file of another size, such as the pointer of a large-file store', async () => {
    await writeFile(join(folder, 'model.onnx'), 'version')
    await expect(readModelManifest(folder)).rejects.toMatchObject({
      code: 'bad_model',
      message: `${join(folder, 'model.onnx')}: expected 21 bytes, found 7`,
    })
  })

  test.each([
    ['no object', 7],
    ['no dimensions', { ...manifestOf(), dimensions: 0 }],
    ['an unknown key', { ...manifestOf(), extra: 1 }],
    ['a file left out', { ...manifestOf(), files: {} }],
  ])('refuses a manifest with %s', async (_, value) => {
    await writeManifest(value)
    await expect(readModelManifest(folder)).rejects.toMatchObject({
      code: 'bad_model',
      message: expect.stringContaining('manifest.json'),
    })
  })

  test('refuses a manifest that is not JSON', async () => {
    await writeFile(join(folder, 'manifest.json'), '{')
    await expect(readModelManifest(folder)).rejects.toMatchObject({
      code: 'bad_model',
      message: expect.stringContaining('manifest.json: expected JSON'),
    })
  })
})

describe('readModelFile', () => {
  test('gives the bytes of a file that fits', async () => {
    const bytes = await readModelFile(folder, manifestOf(), 'tokenizer.json')
    expect(Buffer.from(bytes).toString()).toBe(contentOf('tokenizer.json'))
  })

  test('names file, expected and found hash when one byte is damaged', async () => {
    const damaged = contentOf('model.onnx').replace('c', 'd')
    await writeFile(join(folder, 'model.onnx'), damaged)
    await expect(readModelFile(folder, manifestOf(), 'model.onnx')).rejects.toMatchObject({
      code: 'bad_model',
      message: `${join(folder, 'model.onnx')}: expected sha256 ${sha256Of(contentOf('model.onnx'))}, found ${sha256Of(damaged)}`,
    })
  })
})

describe('modelFingerprint', () => {
  const fingerprint = modelFingerprint(manifestOf(), 'recipe')

  test('depends on the content, not on the order of keys', () => {
    const { files, ...rest } = manifestOf()
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(modelFingerprint({ files, ...rest }, 'recipe')).toBe(fingerprint)
  })

  test.each([
    ['name', { ...manifestOf(), name: 'other' }, 'recipe'],
    ['limit', { ...manifestOf(), maxTokens: 17 }, 'recipe'],
    [
      'a file',
      {
        ...manifestOf(),
        files: { ...manifestOf().files, 'tokenizer.json': { sha256: '0'.repeat(64), bytes: 1 } },
      },
      'recipe',
    ],
    ['recipe', manifestOf(), 'other recipe'],
  ])('is another one when %s differs', (_, manifest, recipe) => {
    expect(modelFingerprint(manifest, recipe)).not.toBe(fingerprint)
  })
})
