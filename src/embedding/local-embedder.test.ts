import { copyFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { createLocalEmbedder, type LocalEmbedder } from './local-embedder.js'
import { MODEL_FILE_NAMES } from './model-files.js'

const modelFolder = join(projectRoot, 'embeddings/model')
const embedder = await createLocalEmbedder({ modelFolder, maxQueue: 16 })

afterAll(() => embedder.close())

const dot = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  Array.from(a ?? [], (one, index) => one * (b?.[index] ?? Number.NaN)).reduce((x, y) => x + y, 0)

const passages = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `第${index}项：${'企业可以申请预约通关。'.repeat(index % 7)}`,
  )

describe('createLocalEmbedder', () => {
  test('gives unit vectors in the order of the texts, the same alone and among others', async () => {
    const texts = passages(40)
    const vectors = await embedder.embed(texts, 'passage')
    expect(vectors.length).toBe(40)
    for (const index of [0, 6, 39]) {
      const [alone] = await embedder.embed([texts[index] ?? ''], 'passage')
      expect(dot(vectors[index], alone)).toBeCloseTo(1, 5)
    }
  })

  test('puts a question nearer to the text that answers it', async () => {
    const [question] = await embedder.embed(['样品免于提交检测报告的期限'], 'query')
    const [near, far] = await embedder.embed(
      ['进口研发样品在一年内免于提交检测报告。', '口岸实行7×24小时预约通关。'],
      'passage',
    )
    expect(dot(question, near)).toBeGreaterThan(dot(question, far))
  })

  test('does not embed a question twice, and embeds one asked by several at once for all', async () => {
    const before = embedder.queryCacheStats()
    const asked = Array.from({ length: 30 }, () => embedder.embed(['分送集报是什么'], 'query'))
    const vectors = await Promise.all(asked)
    const [again] = await embedder.embed(['分送集报是什么'], 'query')
    expect(vectors.every(([vector]) => dot(vector, again) > 0.9999)).toBe(true)
    expect(embedder.queryCacheStats()).toEqual({
      hits: before.hits + 1,
      misses: before.misses + 30,
    })
  })

  test('answers a question while a bulk call is under way', async () => {
    const order: string[] = []
    const bulk = embedder.embed(passages(100), 'passage').then(() => order.push('bulk'))
    const question = embedder.embed(['随到随问'], 'query').then(() => order.push('question'))
    await Promise.all([bulk, question])
    expect(order).toEqual(['question', 'bulk'])
  })

  test('refuses questions when too many wait, and recovers', async () => {
    const calls = Array.from({ length: 40 }, (_, index) =>
      embedder.embed([`排队的第${index}个问题`], 'query'),
    )
    const outcomes = await Promise.allSettled(calls)
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    // One batch is taken by the worker, 16 texts may wait.
    expect(refused.length).toBe(40 - 1 - 16)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'overloaded' })
    expect((await embedder.embed(['又可以了'], 'query')).length).toBe(1)
  })

  test('rejects an aborted call with its reason and goes on', async () => {
    const controller = new AbortController()
    const bulk = embedder.embed(passages(100), 'passage', controller.signal)
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(bulk).rejects.toBe(reason)
    expect((await embedder.embed(['继续'], 'query')).length).toBe(1)
  })

  test('leaves the event loop to others: timers fire while the model works', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 1)
    await embedder.embed(passages(120), 'passage')
    clearInterval(timer)
    delay.disable()
    console.info(`longest event loop delay while embedding: ${(delay.max / 1e6).toFixed(1)} ms`)
    // With the model on this thread no timer would fire between two batches.
    expect(ticks).toBeGreaterThan(20)
  })

  test('works with two workers, and gives the same vectors', async () => {
    const texts = passages(20)
    const two = await createLocalEmbedder({ modelFolder, threads: 2, queryCacheSize: 0 })
    const [expected, found] = [
      await embedder.embed(texts, 'query'),
      await two.embed(texts, 'query'),
    ]
    found.forEach((vector, index) => expect(dot(vector, expected[index])).toBeCloseTo(1, 5))
    expect(two.fingerprint).toBe(embedder.fingerprint)
    await two.close()
  })

  test('closes: what was computed is given, nothing new is taken', async () => {
    const other = await createLocalEmbedder({ modelFolder })
    const running = other.embed(['最后一个问题'], 'query')
    await other.close()
    expect((await running).length).toBe(1)
    await expect(other.embed(['太晚了'], 'query')).rejects.toMatchObject({ code: 'overloaded' })
  })
})

test('createLocalEmbedder refuses to work without a thread', async () => {
  await expect(createLocalEmbedder({ modelFolder, threads: 0 })).rejects.toMatchObject({
    code: 'bad_configuration',
  })
})

describe('createLocalEmbedder with other files', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'local-embedder-'))
    await Promise.all(
      ['manifest.json', ...MODEL_FILE_NAMES].map((name) =>
        copyFile(join(modelFolder, name), join(folder, name)),
      ),
    )
  })

  afterEach(() => rm(folder, { recursive: true }))

  async function expectFailure(words: string): Promise<void> {
    const starting: Promise<LocalEmbedder> = createLocalEmbedder({
      modelFolder: folder,
      threads: 2,
    })
    await expect(starting).rejects.toMatchObject({
      code: 'bad_model',
      message: expect.stringContaining(words),
    })
  }

  test('refuses a model of which one byte is damaged', async () => {
    const file = await open(join(folder, 'model.onnx'), 'r+')
    await file.write(Buffer.of(0xff), 0, 1, 20_000_000)
    await file.close()
    await expectFailure(`${join(folder, 'model.onnx')}: expected sha256 `)
  })

  test('refuses a truncated model', async () => {
    const file = await open(join(folder, 'model.onnx'), 'r+')
    await file.truncate(1_000)
    await file.close()
    await expectFailure('bytes, found 1000')
  })

  test('says which file is missing', async () => {
    await rm(join(folder, 'tokenizer.json'))
    await expectFailure(`${join(folder, 'tokenizer.json')}: expected a file`)
  })
})
