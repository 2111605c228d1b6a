import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { loadContrasts } from './load-contrasts.js'

const file = join(projectRoot, 'corpus', 'contrasts.yaml')
const folder = mkdtempSync(join(tmpdir(), 'contrasts-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The real table with something replaced. */
function changed(from: string, to: string): string {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  const path = join(folder, 'contrasts.yaml')
  writeFileSync(path, text.replace(from, to))
  return path
}

describe('loadContrasts', () => {
  const contrasts = loadContrasts(file)

  test('has the classes of contrast that are compared', () => {
    expect(contrasts.axes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'trade-direction',
        'inside-outside',
        'change',
        'time-order',
        'level',
        'degree',
        'quantifier',
        'hours',
      ]),
    )
  })

  test('no word of a contrast stands for its opposite among the synonyms', () => {
    for (const axis of contrasts.axes) {
      const [one, other] = axis.sides
      if (one === undefined || other === undefined || axis.id === 'quantifier') continue
      for (const language of ['zh', 'en'] as const) {
        const words = (side: typeof one): Set<string> =>
          new Set(side[language].map((word) => word.replace('~', '')))
        for (const group of contrasts.file.synonyms[language]) {
          const first = group.filter((word) => words(one).has(word) && !words(other).has(word))
          const second = group.filter((word) => words(other).has(word) && !words(one).has(word))
          expect([axis.id, first.length > 0 && second.length > 0 ? group : []]).toEqual([
            axis.id,
            [],
          ])
        }
      }
    }
  })

  test.each([
    ['a key that is unknown', '\nmeta:', '\nmeat: []\nmeta:', 'meat'],
    ['a policy that is unknown', 'policy: claim', 'policy: clam', 'axes.0.sides.0.policy'],
    ['a pattern that is none', '提示词|', '提示词(|', 'meta.zh'],
    ['a party with the name of an axis', '- id: bank', '- id: change', 'duplicate id change'],
  ])('refuses %s', (_, from, to, message) => {
    expect(() => loadContrasts(changed(from, to))).toThrow(message)
  })
})
