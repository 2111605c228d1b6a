import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hashQuestions, loadAskedQuestions } from './asked-questions.js'

const folder = mkdtempSync(join(tmpdir(), 'asked-'))
afterAll(() => rmSync(folder, { recursive: true }))

const asked = (question: string, changes: object = {}): object => ({
  question,
  form: 'en',
  asks: ['fee'],
  ...changes,
})

let folders = 0
function written(changes: Readonly<Record<string, readonly object[]>> = {}): string {
  const own = join(folder, String(folders++))
  mkdirSync(own)
  const files = {
    fitted: [asked('a')],
    'held-out': [asked('b', { asks: [] })],
    questions: [asked('c', { asks: ['now', 'place'] }), asked('d')],
    lay: [
      { question: 'e', asks: null },
      { question: 'f', asks: ['who'] },
    ],
    ...changes,
  }
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(
      join(own, `${name}.jsonl`),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
  }
  return own
}

describe('loadAskedQuestions', () => {
  test('reads the four files', () => {
    const { fitted, heldOut, natural, lay } = loadAskedQuestions(written())
    expect(
      [fitted, heldOut, natural, lay].map((lines) => lines.map((one) => one.question)),
    ).toEqual([['a'], ['b'], ['c', 'd'], ['e', 'f']])
    expect(natural[0]?.asks).toEqual(['now', 'place'])
    expect(lay[0]?.asks).toBeNull()
  })

  test.each([
    [
      'a label that is not known',
      { fitted: [asked('a', { asks: ['price'] })] },
      'fitted.jsonl:1: asks.0',
    ],
    [
      'a label twice',
      { fitted: [asked('a', { asks: ['fee', 'fee'] })] },
      'expected each thing once',
    ],
    [
      'a field that is not known',
      { lay: [{ question: 'e', asks: null, form: 'en' }] },
      'lay.jsonl:1',
    ],
    ['no label', { questions: [asked('c', { asks: null })] }, 'questions.jsonl:1: asks'],
    [
      'a question twice',
      { questions: [asked('c'), asked('a')] },
      'questions.jsonl:2: question: stands at',
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(() => loadAskedQuestions(written(changes))).toThrow(message)
  })

  test('refuses a line that is no JSON', () => {
    const own = written()
    writeFileSync(join(own, 'held-out.jsonl'), '{')
    expect(() => loadAskedQuestions(own)).toThrow('held-out.jsonl:1: expected one JSON object')
  })
})

test('another label is another hash', () => {
  const hash = (changes: Readonly<Record<string, readonly object[]>>): string =>
    hashQuestions(loadAskedQuestions(written(changes)))
  expect(hash({})).toBe(hash({}))
  expect(hash({ fitted: [asked('a', { asks: [] })] })).not.toBe(hash({}))
})
