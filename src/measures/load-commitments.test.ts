import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { loadCommitments } from './load-commitments.js'

const corpusFile = join(projectRoot, 'corpus', 'commitments.yaml')

const lines = [
  'classes:',
  '  - { class: in_force, promises: [可] }',
  '  - { class: extended, promises: [推广], manner: [优化] }',
  '  - { class: pilot, promises: [试点] }',
  '  - { class: supported, promises: [支持], aims: [促进, { word: 服务, at: start }], aimsBefore: [{ word: 支持, endings: [发展] }] }',
  '  - { class: explored, promises: [探索] }',
  'nouns: ["“[^”]*”"]',
  'titles: { hold: [explored] }',
  'press: { announced: [还将], results: [实现] }',
  'overrides:',
  '  - { sentence: a-1/7#2, class: pilot, word: 试点, reason: because }',
]

function load(
  change: (line: string) => string = (line) => line,
): ReturnType<typeof loadCommitments> {
  const file = join(mkdtempSync(join(tmpdir(), 'commitments-')), 'commitments.yaml')
  writeFileSync(file, lines.map(change).join('\n'))
  return loadCommitments(file)
}

describe('loadCommitments', () => {
  test('reads the table of the corpus', () => {
    const rules = loadCommitments(corpusFile)
    expect(rules.markers.get('不予')?.class).toBe('in_force')
    expect(rules.markers.get('争取')?.class).toBe('explored')
    expect(rules.overrides.size).toBeGreaterThan(0)
  })

  test('every override of the corpus gives a reason that says something', () => {
    const { overrides } = loadCommitments(corpusFile)
    expect([...overrides.values()].filter(({ reason }) => reason.length < 20)).toEqual([])
  })

  test('knows of each word its class and what it tells', () => {
    const { markers } = load()
    expect(markers.get('可')).toMatchObject({ class: 'in_force', kind: 'promise' })
    expect(markers.get('优化')).toMatchObject({ class: 'extended', kind: 'manner' })
    expect(markers.get('服务')).toMatchObject({ kind: 'aim', startOnly: true })
    expect(markers.get('促进')).toMatchObject({ kind: 'aim', startOnly: false })
    expect(markers.get('支持')).toMatchObject({ kind: 'promise', aimEndings: ['发展'] })
  })

  test.each([
    ['class: in_force', 'class: pilot', /:2: classes: expected each class once, the strongest/u],
    ['[推广]', '[推广, 试点]', /:4: classes\.2\.promises\.0: .*试点 also in extended/u],
    ['nouns:', 'verbs:', /:7: .*"verbs"/u],
    ['[^”]*', '(', /:7: nouns\.0: .*regular expression/u],
    ['7#2, class: pilot', '7#2, class: sure', /:11: overrides\.0\.class/u],
    ['reason: because', 'reason: ""', /:11: overrides\.0\.reason/u],
  ])('%s written as %s is refused with its place', (from, to, message) => {
    expect(() => load((line) => line.replace(from, to))).toThrow(message)
  })

  test.each(['a-1/7', 'a-1#2', '7#2', 'a-1/7#02', 'a-1/7#x'])(
    'the sentence id %s is refused',
    (id) => {
      expect(() => load((line) => line.replace('a-1/7#2', id))).toThrow(
        /:11: overrides\.0\.sentence/u,
      )
    },
  )

  test('two overrides of one sentence are refused', () => {
    const twice = (line: string): string =>
      line.startsWith('  - { sentence') ? `${line}\n${line}` : line
    expect(() => load(twice)).toThrow(/:12: overrides\.1\.sentence: expected one override/u)
  })

  test('an aim before an ending must be a word that promises elsewhere', () => {
    expect(() => load((line) => line.replace('word: 支持', 'word: 促进'))).toThrow(
      /:5: classes\.3\.aimsBefore\.0: expected a word of promises, found 促进/u,
    )
  })
})
