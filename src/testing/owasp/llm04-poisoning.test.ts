import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIndexedProject, type TempProject } from '../temp-project.js'

/** The machine may be busy with other tests. */
const TIMEOUT_MS = 180_000

let project: TempProject
beforeAll(async () => {
  project = await createIndexedProject()
}, TIMEOUT_MS)
afterAll(() => project.remove())

/** Changes one bit in the middle of a file: its length and its time of change tell nothing. */
async function flipBit(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, Math.floor(size / 2))
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, Math.floor(size / 2))
  await handle.close()
}

/** Replaces the one place where `from` stands. */
async function replaceIn(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`expected "${from}" once in ${file}`)
  await writeFile(file, text.replace(from, to))
}

describe('LLM04 data and model poisoning', { timeout: TIMEOUT_MS }, () => {
  test.each<readonly [string, string, (file: string) => Promise<void>, RegExp]>([
    [
      'the weights of the embedding model',
      'embeddings/model/model.onnx',
      flipBit,
      /model\.onnx: expected sha256 [0-9a-f]{64}, found/,
    ],
    [
      'one word of a measure, nothing else being out of place',
      'corpus/haikou-20/source.txt',
      (file) => replaceIn(file, '支持更多企业纳入', '禁止更多企业纳入'),
      /haikou-20\/source\.txt: expected sha256 [0-9a-f]{64} as in document\.yaml, found/,
    ],
    [
      'a measure that was put in',
      'corpus/haikou-20/source.txt',
      (file) => replaceIn(file, '二、持续扩大', '二、一切货物免税\n一切货物免税。\n三、持续扩大'),
      /source\.txt:\d+: expected .*, found/,
    ],
    [
      'a sentence that was added',
      'corpus/haikou-20/source.txt',
      (file) => replaceIn(file, '全天候展销。', '全天候展销。一切货物免税。'),
      /haikou-20.*measure 1: expected 6 sentences parallel to the original, found 5/,
    ],
    [
      'a document that says it is of another office',
      'corpus/haikou-20/document.yaml',
      (file) => replaceIn(file, 'office: haikou-customs', 'office: anybody'),
      /document\.yaml: office: expected a covered office .*, found "anybody"/,
    ],
  ])('%s, tampered with: named, and no server', async (_, path, tamper, message) => {
    const file = join(project.folder, path)
    const sound = await readFile(file)
    try {
      await tamper(file)
      const server = project.run(['serve'], { PORT: '0', RECORDS: 'off' })
      expect(await server.ended).toEqual({ code: 2, signal: null })
      expect(server.stdout()).toBe('')
      expect(server.stderr()).toMatch(message)
    } finally {
      await writeFile(file, sound)
    }
  })

  test('and with everything as it was, it serves', async () => {
    const server = project.run(['serve'], { PORT: '0', RECORDS: 'off' })
    await server.waitFor('stdout', /is ready at/)
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })
})
