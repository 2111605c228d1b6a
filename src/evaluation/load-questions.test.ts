import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadQuestions, questionFiles } from './load-questions.js'

const KNOWN = new Set(['dalian-43/1', 'dalian-43/2'])

const line = (given: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: 'q1',
    language: 'en',
    type: 'paraphrase',
    split: 'dev',
    question: 'Is it so?',
    gold: ['dalian-43/1'],
    outcome: 'answered',
    provenance: 'test',
    ...given,
  })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'questions-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function load(...lines: string[]) {
  const file = join(folder, 'a.jsonl')
  writeFileSync(file, lines.join('\n'))
  return loadQuestions([file], KNOWN)
}

describe('loadQuestions', () => {
  test('reads lines, skips blank ones and fills in what may be left out', () => {
    const [question, second] = load(
      line(),
      '',
      line({ id: 'q2', gold: undefined, outcome: 'overview' }),
    )
    expect(question).toMatchObject({ id: 'q1', facts: [] })
    expect(second?.gold).toEqual([])
  })

  test.each([
    ['a broken line', ['{'], 'a.jsonl:1: expected one JSON object'],
    ['an unknown field', [line({ golds: [] })], 'a.jsonl:1: line: Unrecognized key'],
    ['a wrong value', [line(), line({ id: 'q2', split: 'train' })], 'a.jsonl:2: split: '],
    ['an id given twice', [line(), line()], 'a.jsonl:2: id: "q1" stands at'],
    ['an unknown measure', [line({ gold: ['dalian-43/99'] })], 'found "dalian-43/99"'],
    ['gold on an unanswerable question', [line({ outcome: 'no_evidence' })], 'gold: expected none'],
    [
      'a strength of no one measure',
      [line({ gold: [], outcome: 'no_evidence', strength: { class: 'pilot', word: '试点' } })],
      'strength: expected one gold measure',
    ],
    ['no gold on an answerable one', [line({ gold: [] })], 'gold: expected at least one'],
  ])('%s is refused with file, line and field', (_, lines, message) => {
    expect(() => load(...lines)).toThrow(message)
  })

  test('all faults are named at once', () => {
    expect(() => load('{', line({ split: 'x' }), line({ gold: ['dalian-43/99'] }))).toThrow(
      /a\.jsonl:1: [^]*a\.jsonl:2: [^]*a\.jsonl:3: /u,
    )
  })
})

test('questionFiles are the folder’s question files in order', () => {
  for (const name of ['b.jsonl', 'a.jsonl', 'notes.md']) writeFileSync(join(folder, name), '')
  expect(questionFiles(folder)).toEqual([join(folder, 'a.jsonl'), join(folder, 'b.jsonl')])
})
