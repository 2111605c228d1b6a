import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outcomeSchema } from '../domain/answer.js'
import { loadQuestions } from '../evaluation/load-questions.js'
import type { ExportRow } from '../records/record-types.js'
import {
  sampleCitation,
  sampleRecord,
  type SampleOptions,
} from '../records/sample-records.fixture.js'
import { csvLines, questionLines } from './export-lines.js'

function exportRow(options: SampleOptions = {}, feedback: Partial<ExportRow> = {}): ExportRow {
  const { answer, ownerKeyId, request } = sampleRecord(options)
  const { id, createdAt } = answer
  return { id, createdAt, answer, request, ownerKeyId, rating: null, comment: null, ...feedback }
}

async function* given(rows: readonly ExportRow[]): AsyncGenerator<ExportRow> {
  yield* rows
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const line of lines) found.push(line)
  return found
}

test('an exported question file is one that the evaluation reads', async () => {
  const rows = outcomeSchema.options.map((outcome, index) => {
    const cites = outcome === 'answered' || outcome === 'partial'
    const question = `第${index}个问题`
    return exportRow({
      outcome,
      question,
      standaloneQuestion: question,
      citations: cites ? ['dalian-43/33', 'dalian-43/33', 'haikou-20/1'].map(sampleCitation) : [],
    })
  })
  const lines = await all(questionLines(given(rows)))
  const folder = await mkdtemp(join(tmpdir(), 'questions '))
  try {
    const file = join(folder, 'live.jsonl')
    await writeFile(file, lines.join(''))
    const read = loadQuestions([file], new Set(['dalian-43/33', 'haikou-20/1']))
    expect(read.map(({ outcome }) => outcome)).toEqual(outcomeSchema.options)
    expect(read[0]).toMatchObject({
      question: '第0个问题',
      split: 'dev',
      gold: ['dalian-43/33', 'haikou-20/1'],
      goldMode: 'any',
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a question that was asked often stands there once, as it was understood', async () => {
  const createdAt = '2026-03-01T08:00:00.000Z'
  const rows = [
    exportRow(
      { question: '那要多久？', standaloneQuestion: '预裁定要多久？', createdAt },
      { rating: 'not_useful', comment: '不对' },
    ),
    exportRow({ question: '预裁定要多久？', standaloneQuestion: '预裁定要多久？' }),
    // An outcome of another version.
    exportRow({ standaloneQuestion: '别的', ...JSON.parse('{"outcome":"tomorrow"}') }),
  ]
  const lines = await all(questionLines(given(rows)))
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      id: `live-${rows[0]?.id}`,
      question: '预裁定要多久？',
      provenance:
        'asked on 2026-03-01, outcome and gold as answered, not reviewed, rated not_useful',
    }),
  ])
})

test('CSV has a heading and a line for each answer, and runs nothing', async () => {
  const rows = [
    exportRow({ question: '=cmd|calc' }, { rating: 'not_useful', comment: '+1, "really"' }),
    exportRow({ citations: [] }),
  ]
  const lines = await all(csvLines(given(rows)))
  expect(lines.length).toBe(3)
  expect(lines[0]).toMatch(/^\uFEFF"createdAt","id",/)
  expect(lines[1]).toContain(`"'=cmd|calc"`)
  expect(lines[1]).toContain(`"not_useful","'+1, ""really""","answers",12.5,,0,,"c0de"\r\n`)
  const columns = (line = '') => line.match(/(?:"(?:[^"]|"")*"|[^,"\r\n]*)(?:,|\r\n)/g)?.length
  expect(lines.map(columns)).toEqual([18, 18, 18])
})
