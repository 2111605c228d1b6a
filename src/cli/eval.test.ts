import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { captureIo } from '../testing/capture-io.js'
import { runCommand } from './run-command.js'

async function run(...args: string[]) {
  const io = captureIo()
  const code = await runCommand(['eval', ...args], io)
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
}

const folder = mkdtempSync(join(tmpdir(), 'eval-'))
const questions = join(folder, 'questions.jsonl')
const output = join(folder, 'out')

const line = (given: Record<string, unknown>): string =>
  JSON.stringify({
    language: 'zh-Hans',
    type: 'lookup',
    split: 'test',
    provenance: 'test',
    ...given,
  })

beforeAll(async () => {
  writeFileSync(
    questions,
    [
      line({
        id: 'a',
        question: '大连海关第三十三项讲什么',
        gold: ['dalian-43/33'],
        outcome: 'answered',
      }),
      line({
        id: 'b',
        question: '大連海關第33項是什麼',
        language: 'zh-Hant-HK',
        gold: ['dalian-43/33'],
        outcome: 'answered',
      }),
      line({
        id: 'c',
        question: 'What does Dalian Customs measure 99 say?',
        language: 'en',
        outcome: 'measure_not_found',
      }),
    ].join('\n'),
  )
  const { code, stderr } = await run(
    '--questions',
    questions,
    '--output',
    output,
    '--export',
    'ragas',
  )
  if (code !== 0) throw new Error(`eval ended with ${code}: ${stderr}`)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('eval', () => {
  test('writes every report and what was to be exported', () => {
    for (const name of [
      'record.json',
      'report.json',
      'timings.json',
      'report.md',
      'report.html',
      'junit.xml',
      'ragas.jsonl',
    ]) {
      expect(existsSync(join(output, name)), name).toBe(true)
    }
  })

  test('scores a saved run again, to the byte', async () => {
    const again = join(folder, 'again')
    const { code, stdout } = await run('--from', join(output, 'record.json'), '--output', again)
    expect(code).toBe(0)
    expect(stdout).toContain('gate: passed')
    const bytes = (path: string): string => readFileSync(join(path, 'report.json'), 'utf8')
    expect(bytes(again)).toBe(bytes(output))
  })

  test('a run whose quotes were tampered with fails with exit code 1', async () => {
    const file = join(folder, 'tampered.json')
    const record = readFileSync(join(output, 'record.json'), 'utf8')
    const quote = /"quote":"([^"\\]{9})/u.exec(record)?.[1] ?? ''
    expect(quote).not.toBe('')
    writeFileSync(file, record.replaceAll(`"quote":"${quote}`, `"quote":"${quote.slice(0, 8)}啊`))
    const { code, stdout } = await run('--from', file)
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  Quotes verbatim')
  })

  test.each([
    ['an unknown option', ['--fast'], '--fast'],
    ['a wrong split', ['--split', 'train'], 'split: '],
    ['a wrong mode', ['--mode', 'fast'], 'mode: '],
    ['a model where none is configured', ['--mode', 'generative'], '--mode generative: expected'],
    ['a played model without its mode', ['--played-model', 'honest'], '--played-model: expected'],
    [
      'a model that nobody plays',
      ['--mode', 'generative', '--played-model', 'x'],
      'played-model: ',
    ],
    ['a mode beside a saved run', ['--from', 'x', '--mode', 'auto'], '--from: '],
    ['a model’s run as the baseline', ['--accept', '--mode', 'auto'], '--accept: '],
    ['a wrong limit', ['--limit', 'many'], 'limit: '],
    ['a stray word', ['all'], 'expected options, found "all"'],
    ['an export without a folder', ['--export', 'ragas'], 'expected --output DIR'],
    ['a choice of questions beside a saved run', ['--from', 'x', '--split', 'dev'], '--from: '],
    ['a sample as the baseline', ['--accept', '--limit', '5'], '--accept: '],
    ['a missing question file', ['--questions', join(folder, 'none.jsonl')], 'none.jsonl'],
    ['a missing baseline', ['--baseline', join(folder, 'none.json')], 'none.json'],
    ['a missing record', ['--from', join(folder, 'none.json')], 'none.json'],
    ['a missing BEIR folder', ['--retrieval', join(folder, 'none')], 'corpus.jsonl'],
    ['a broken question', ['--questions', join(folder, 'out', 'report.md')], 'report.md:1: '],
  ])('%s is wrong use, exit code 2, before anything is answered', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
  })

  test('a part of the questions cannot become the baseline', async () => {
    const baseline = join(folder, 'baseline.json')
    const { code, stderr } = await run(
      '--from',
      join(output, 'record.json'),
      '--accept',
      '--baseline',
      baseline,
    )
    expect(code).toBe(2)
    expect(stderr).toContain('--accept: expected a run over all questions')
    expect(existsSync(baseline)).toBe(false)
  })

  test('a whole run can, also to a file that is not there yet', async () => {
    const file = join(folder, 'whole.json')
    const record = readFileSync(join(output, 'record.json'), 'utf8')
    writeFileSync(file, record.replace('"complete":false', '"complete":true'))
    const baseline = join(folder, 'accepted.json')
    const accepted = await run('--from', file, '--accept', '--baseline', baseline)
    expect([accepted.code, accepted.stdout]).toEqual([
      0,
      expect.stringContaining('accepted as the baseline'),
    ])
    const compared = await run('--from', file, '--baseline', baseline)
    expect(compared.code).toBe(0)
    expect(compared.stdout).not.toContain('no baseline')
  })
})

describe('eval with a played model', () => {
  const rate = (text: string, title: string): number => {
    const found = new RegExp(`^${title}\\s+\\d+\\s+(\\S+) \\[`, 'mu').exec(text)?.[1]
    if (found === undefined) throw new Error(`expected "${title}" in the report, found ${text}`)
    return Number(found)
  }
  /** The report of two questions that a model answers, on one measure. */
  async function play(kind: string) {
    const asked = join(folder, 'played.jsonl')
    const given = { gold: ['dalian-43/19'], outcome: 'answered' }
    writeFileSync(
      asked,
      [
        line({ id: 'd', question: '大连海关第19项，等检测结果的货物能先提走吗？', ...given }),
        line({
          id: 'e',
          language: 'en',
          question:
            'Under Dalian Customs measure 19, may goods leave the port before test results?',
          ...given,
        }),
      ].join('\n'),
    )
    const to = join(folder, `played-${kind}`)
    const { stdout } = await run(
      '--questions',
      asked,
      '--mode',
      'generative',
      '--played-model',
      kind,
      '--output',
      to,
    )
    return { stdout, markdown: readFileSync(join(to, 'report.md'), 'utf8') }
  }

  test('tells how many of its sentences were dropped: none of one that is honest', async () => {
    const { stdout, markdown } = await play('honest')
    expect(rate(stdout, 'Sentences dropped ↓')).toBe(0)
    expect(rate(stdout, 'Fell back on extraction ↓')).toBe(0)
    expect(markdown).toContain('Sentences dropped')
  }, 120_000)

  test('half of one that lies as often as not, all of one that always lies', async () => {
    const mixed = await play('mixed')
    expect(rate(mixed.stdout, 'Sentences dropped ↓')).toBe(0.5)
    expect(rate(mixed.stdout, 'Fell back on extraction ↓')).toBe(0)
    const lying = await play('lying')
    expect(rate(lying.stdout, 'Sentences dropped ↓')).toBe(1)
    expect(rate(lying.stdout, 'Fell back on extraction ↓')).toBe(1)
  }, 120_000)
})
