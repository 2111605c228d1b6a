import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../config.js'
import { loadBeir } from './load-beir.js'
import { beirText, runBeir, writeBeir } from './run-beir.js'

const TEXTS = [
  ['d1', '猫', '家猫每天要睡十二到十六个小时，多在白天。'],
  ['d2', '铁路', '高速列车的时速可达三百五十公里。'],
  ['d3', '', '海水因为溶解了盐类而有咸味。'],
  ['d4', 'Bread', 'Yeast makes bread dough rise by giving off carbon dioxide.'],
  ['d5', 'Moon', 'The tides of the sea follow the pull of the moon.'],
] as const
const QUERIES = [
  ['q1', '猫一天睡多久'],
  ['q2', '高速列车时速多少'],
  ['q3', 'Why does bread dough rise?'],
  // Judged to be about bread, which no search will agree with: not everything may come out as 1.
  ['q4', '海水为什么是咸的'],
] as const
const QRELS = [
  'query-id\tcorpus-id\tscore',
  'q1\td1\t1',
  'q2\td2\t1',
  'q3\td4\t2',
  'q4\td4\t1',
  'q1\td5\t0',
]

let folder: string

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beir-'))
  mkdirSync(join(folder, 'qrels'))
  write(
    'corpus.jsonl',
    TEXTS.map(([_id, title, text]) => JSON.stringify({ _id, title, text })),
  )
  write(
    'queries.jsonl',
    QUERIES.map(([_id, text]) => JSON.stringify({ _id, text, metadata: {} })),
  )
  write('qrels/test.tsv', QRELS)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('loadBeir', () => {
  test('reads texts, queries and grades above 0', () => {
    const { texts, queries, grades } = loadBeir(folder)
    expect([texts.length, queries.length]).toEqual([5, 4])
    expect([...(grades.get('q1') ?? [])]).toEqual([['d1', 1]])
    expect(grades.get('q3')?.get('d4')).toBe(2)
  })

  test('leaves out queries without a relevant text', () => {
    write('qrels/test.tsv', QRELS.slice(0, 2))
    expect(loadBeir(folder).queries.map(({ id }) => id)).toEqual(['q1'])
  })

  test.each([
    ['corpus.jsonl', ['{"_id":"d1","text":"a"}', '{'], 'corpus.jsonl:2: expected one JSON object'],
    ['corpus.jsonl', ['{"_id":"d1"}'], 'corpus.jsonl:1: text:'],
    [
      'queries.jsonl',
      ['{"_id":"q","text":"a"}', '{"_id":"q","text":"b"}'],
      'queries.jsonl:2: _id:',
    ],
    [
      'qrels/test.tsv',
      ['q1\td9\t1'],
      'test.tsv:1: expected ids of both files, found unknown text "d9"',
    ],
    ['qrels/test.tsv', ['q9\td1\t1'], 'found unknown query "q9"'],
    ['qrels/test.tsv', ['q1\td1\t1', 'q1 d1 1'], 'test.tsv:2: expected query, text and grade'],
    ['qrels/test.tsv', ['q1\td1\t0'], 'expected a query with a relevant text'],
  ])('a broken %s is refused with its place', (name, lines, message) => {
    write(name, lines)
    expect(() => loadBeir(folder)).toThrow(message)
  })

  test('a missing file is named', () => {
    rmSync(join(folder, 'queries.jsonl'))
    expect(() => loadBeir(folder)).toThrow('queries.jsonl: expected a file of a BEIR folder')
  })
})

describe('runBeir', () => {
  test('scores a small folder through the real index and embedder', async () => {
    const steps: number[] = []
    const result = await runBeir({
      config: readConfig({}),
      folder,
      seed: 1,
      onProgress: (done) => steps.push(done),
    })
    const values = Object.fromEntries(
      result.scores.map(({ metric, estimate }) => [metric, estimate?.value]),
    )
    expect(values['recall@1']).toBe(0.75)
    expect(values['recall@5']).toBe(1)
    expect(values['ndcg@10']).toBeGreaterThan(0.75)
    expect(values['ndcg@10']).toBeLessThan(1)
    expect(values['mrr@10']).toBeLessThan(1)
    expect(result.queryMs).toHaveLength(4)
    expect(steps.at(-1)).toBe(9)
    expect(beirText(result)).toContain('4 queries, 5 texts')
    const output = join(folder, 'out')
    writeBeir(output, result)
    expect(readFileSync(join(output, 'retrieval.trec'), 'utf8')).toMatch(/^q1 Q0 d1 1 100 /u)
    expect(JSON.parse(readFileSync(join(output, 'retrieval.json'), 'utf8'))).toMatchObject({
      texts: 5,
      queries: 4,
    })
  }, 60_000)
})
