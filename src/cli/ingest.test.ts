import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { captureIo } from '../testing/capture-io.js'
import { runCommand } from './run-command.js'

/** Each run reads the whole corpus; time for a machine that is busy. */
const SLOW_MS = 120_000

const TEXT = `上海海关支持生物医药产业发展若干措施

一、建立样品快速通道
对研发用样品，放行时间不超过24小时。
二、优化特殊物品审批
审批时限压缩至5个工作日。

上海海关
2026年5月12日
`

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingest '))
  cpSync(join(projectRoot, 'corpus'), join(folder, 'corpus'), { recursive: true })
  file = join(folder, '若干措施.txt')
  writeFileSync(file, TEXT)
  vi.stubEnv('CORPUS_FOLDER', join(folder, 'corpus'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = captureIo()
  const code = await runCommand(args, io)
  return { code, out: io.stdoutText(), err: io.stderrText() }
}

const served = (): string[] =>
  loadCorpus(join(folder, 'corpus')).corpus.documents.map(({ data }) => data.id)

const resultSchema = z.array(
  z.looseObject({
    id: z.string(),
    written: z.boolean(),
    measures: z.array(z.looseObject({ label: z.string(), title: z.string(), line: z.number() })),
  }),
)

test('shows what it recognises and writes nothing without --yes', {
  timeout: SLOW_MS,
}, async () => {
  const { code, out } = await run('ingest', file)
  expect(code).toBe(0)
  expect(out).toContain('上海海关 (shanghai-customs), covered from now on')
  expect(out).toContain('signed      2026-05-12')
  expect(out).toMatch(/一 {2}建立样品快速通道 +line 3/)
  expect(out).toContain('nothing was written; --yes writes it')
  expect(served()).toHaveLength(5)
})

test('--dry-run wins over --yes', { timeout: SLOW_MS }, async () => {
  expect((await run('ingest', file, '--yes', '--dry-run')).code).toBe(0)
  expect(served()).toHaveLength(5)
})

test('--json gives the recognised tree and nothing else', { timeout: SLOW_MS }, async () => {
  const { out } = await run('ingest', file, '--json', '--yes')
  const [result] = resultSchema.parse(JSON.parse(out))
  expect(result?.written).toBe(true)
  expect(result?.measures.map(({ label, line }) => [label, line])).toEqual([
    ['一', 3],
    ['二', 5],
  ])
  expect(served()).toContain(result?.id)
  const again = await run('ingest', file, '--yes')
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('nothing to take in')])
})

test('one bad file does not keep the others out', { timeout: SLOW_MS }, async () => {
  const bad = join(folder, '通知.txt')
  writeFileSync(bad, '今天下午开会。\n')
  const { code, err } = await run('ingest', bad, file, join(folder, 'gone.docx'), '--yes')
  expect(code).toBe(2)
  expect(err).toContain('通知.txt')
  expect(err).toContain('gone.docx')
  expect(served()).toHaveLength(6)
})

test.each([
  [[], /expected one file or more/],
  [['a.txt', '--office', 'nowhere'], /a\.txt/],
  [['a.txt', '--id', 'A B'], /--id: expected words of a to z/],
  [['a.txt', '--from', '2026-02-30'], /--from: expected a day like 2026-01-31/],
  [['a.txt', 'b.txt', '--id', 'c'], /expected one file with them, found 2/],
])('%j is refused with a word on what was expected', { timeout: SLOW_MS }, async (args, says) => {
  const { code, err } = await run('ingest', ...args)
  expect([code, err]).toEqual([2, expect.stringMatching(says)])
})

test('check tells of a sound corpus and of one that is not', { timeout: SLOW_MS }, async () => {
  expect(await run('check')).toMatchObject({ code: 0, out: expect.stringContaining('sound: 116') })
  writeFileSync(join(folder, 'corpus/dalian-43/source.txt'), '一、\n')
  const { code, err } = await run('check')
  expect([code, err]).toEqual([1, expect.stringContaining('dalian-43/source.txt')])
})
