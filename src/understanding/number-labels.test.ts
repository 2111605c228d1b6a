import { describe, expect, test } from 'vitest'
import { foldText } from '../scripts/fold.js'
import { HAN_LABELS, LATIN_LABELS, readLabel } from './number-labels.js'

const wordsOf = (tables: readonly Readonly<Record<string, string>>[]): [string, string][] =>
  tables.flatMap((table) =>
    Object.entries(table).flatMap(([label, words]) =>
      words.split(',').map((word): [string, string] => [word, label]),
    ),
  )
const words = wordsOf([HAN_LABELS, LATIN_LABELS])

describe('readLabel', () => {
  test('every word is folded, stands once and is read whole, with what it says', () => {
    expect(words.filter(([word]) => foldText(word) !== word)).toEqual([])
    expect(words.length).toBe(new Set(words.map(([word]) => word)).size)
    const misread = words.filter(([word, label]) => {
      const token = readLabel(`${word}:`, 0)
      return token?.kind !== label || token.end !== word.length
    })
    expect(misread).toEqual([])
  })

  test.each([
    ['报关单号1', 'record', 3],
    ['身份证编号1', 'identity', 3],
    ['编号1', 'generic', 2],
    ['hs code 85171300', 'record', 7],
    ['hscode85171300', 'record', 6],
    ['tel.13800138000', 'phone', 4],
    ['telling', undefined, 0],
    ['idea', undefined, 0],
    ['nothing', undefined, 0],
    ['no. 5', 'link', 3],
    ['、', 'list-link', 1],
    ['陈先生', 'person', 3],
    ['大连', undefined, 0],
  ])('%s', (text, kind, end) => {
    expect(readLabel(text, 0)).toEqual(kind === undefined ? undefined : { kind, end })
  })
})
