import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '../project-root.js'
import { loadEmbeddingModel } from './embedding-model.js'
import { readModelManifest } from './model-files.js'

const folder = join(projectRoot, 'embeddings/model')
const fixtureSchema = z.object({ input: z.string(), embedding: z.array(z.number()) })
const fixtures = z
  .object({ cases: z.array(fixtureSchema).min(1) })
  .parse(JSON.parse(readFileSync(join(folder, 'fixtures.json'), 'utf8')))
const manifest = await readModelManifest(folder)
const model = await loadEmbeddingModel(folder, manifest)

afterAll(() => model.release())

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (one, index) => one * (b[index] ?? Number.NaN)).reduce((x, y) => x + y, 0)

const rowOf = (vectors: Float32Array, row: number) =>
  vectors.slice(row * manifest.dimensions, (row + 1) * manifest.dimensions)

const distance = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((one, index) => Math.abs(one - (b[index] ?? Number.NaN))))

describe('loadEmbeddingModel', () => {
  test.each(fixtures.cases)('agrees with the reference on $input', async (fixture) => {
    const role = fixture.input.startsWith('query: ') ? 'query' : 'passage'
    const vector = await model.embed([fixture.input.slice(`${role}: `.length)], role)
    expect(dot(vector, fixture.embedding)).toBeGreaterThanOrEqual(0.999)
  })

  test('gives a text the same vector whatever its neighbours in the batch are', async () => {
    const text = '出口危险货物包装检测报告的有效期是多久？'
    const alone = await model.embed([text], 'passage')
    const long = '企业可以向海关申请预约通关，海关提供7×24小时预约通关服务。'.repeat(8)
    const among = await model.embed([long, text, 'short', '', text], 'passage')
    expect(distance(rowOf(among, 1), alone)).toBeLessThan(1e-5)
    expect(distance(rowOf(among, 4), alone)).toBeLessThan(1e-5)
  })

  test('tells questions from passages', async () => {
    const asQuery = await model.embed(['AEO企业'], 'query')
    const asPassage = await model.embed(['AEO企业'], 'passage')
    expect(distance(asQuery, asPassage)).toBeGreaterThan(1e-3)
  })

  // About 1.4 tokens a repetition and piece: 60 repetitions are some 130 tokens, 400 over 512.
  const sentence = '货物验放 '
  test.each([
    { role: 'query', repetitions: 400 },
    { role: 'passage', repetitions: 400 },
  ] as const)('cuts a long $role instead of failing', async ({ role, repetitions }) => {
    const text = sentence.repeat(repetitions)
    const [plain, longer] = [
      await model.embed([text], role),
      await model.embed([`${text}终`], role),
    ]
    expect(distance(plain, longer)).toBe(0)
  })

  test('cuts questions earlier than passages', async () => {
    const text = `${sentence.repeat(60)}原产地证书`
    const other = `${sentence.repeat(60)}危险品包装`
    const change = async (role: 'query' | 'passage') =>
      distance(await model.embed([text], role), await model.embed([other], role))
    expect(await change('query')).toBe(0)
    expect(await change('passage')).toBeGreaterThan(1e-3)
  })

  test('embeds any string, also an empty one and half a surrogate pair', async () => {
    const texts = ['', ' ', '\ud83d', '</s> <pad> <mask>', '\u0000', '🚢'.repeat(700)]
    const vectors = await model.embed(texts, 'query')
    expect(vectors.length).toBe(texts.length * manifest.dimensions)
  })

  test('refuses a model whose vectors have another size than the manifest says', async () => {
    const other = await loadEmbeddingModel(folder, { ...manifest, dimensions: 256 })
    await expect(other.embed(['一'], 'query')).rejects.toMatchObject({
      code: 'bad_model',
      message: `${manifest.name}: expected 1 x 256 numbers, found 384`,
    })
    await other.release()
  })

  test('reports that the model fails when it is given too much', async () => {
    const other = await loadEmbeddingModel(folder, { ...manifest, maxTokens: 2_000 })
    await expect(other.embed([sentence.repeat(600)], 'passage')).rejects.toMatchObject({
      code: 'bad_model',
      message: expect.stringContaining('the embedding model failed'),
    })
    await other.release()
  })
})
