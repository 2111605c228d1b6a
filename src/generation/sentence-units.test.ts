import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createUnitSplitter, type GeneratedUnit } from './sentence-units.js'

/** The units of chunks that arrive one after the other. */
function split(...chunks: readonly string[]): GeneratedUnit[] {
  const splitter = createUnitSplitter()
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]
}

const unit = (text: string, ...marks: readonly string[]): GeneratedUnit => ({ text, marks })

describe('a unit is a stretch of text and the marks behind it', () => {
  test.each<readonly [string, string, readonly GeneratedUnit[]]>([
    [
      'marks before the stop',
      '甲可以[S1.1]。乙须[S2.3]。',
      [unit('甲可以。', '[S1.1]'), unit('乙须。', '[S2.3]')],
    ],
    [
      'marks behind the stop',
      '甲可以。[S1.1]乙须。[S2.3]',
      [unit('甲可以。', '[S1.1]'), unit('乙须。', '[S2.3]')],
    ],
    ['stops on both sides', '甲可以。[S1.1]。乙', [unit('甲可以。', '[S1.1]'), unit('乙')]],
    [
      'English',
      'It may [S1.1]. They must [S2].',
      [unit('It may.', '[S1.1]'), unit('They must.', '[S2]')],
    ],
    [
      'English, marks behind',
      'It may. [S1.1] They must. [S2]',
      [unit('It may.', '[S1.1]'), unit('They must.', '[S2]')],
    ],
    [
      'several marks',
      '甲[S1.1][S1.2]、[S2] [S3.4]。乙',
      [unit('甲。', '[S1.1]', '[S1.2]', '[S2]', '[S3.4]'), unit('乙')],
    ],
    [
      'full-width brackets',
      '甲［S1．2］。乙【S2】',
      [unit('甲。', '［S1．2］'), unit('乙', '【S2】')],
    ],
    ['blanks in the mark', '甲 [ S1 . 2 ] 。乙', [unit('甲。', '[ S1 . 2 ]'), unit('乙')]],
    [
      'a line break before the marks',
      '甲可以。\n[S1.1]\n乙。\n\n  [S2]',
      [unit('甲可以。', '[S1.1]'), unit('乙。', '[S2]')],
    ],
    [
      'line ends of another system',
      '甲。\r\n[S1.1]\r\n乙。[S2]\r\n',
      [unit('甲。', '[S1.1]'), unit('乙。', '[S2]')],
    ],
    ['sentences under one mark', '甲。乙！丙？[S1]', [unit('甲。乙！丙？', '[S1]')]],
    ['a mark inside a word', '海关[S1]总署[S2]', [unit('海关', '[S1]'), unit('总署', '[S2]')]],
    [
      'a comma behind the mark',
      '甲[S1]，乙[S2]；丙',
      [unit('甲', '[S1]'), unit('乙；', '[S2]'), unit('丙')],
    ],
    [
      'a list comma behind the mark',
      '甲[S1]、乙[S2]：丙',
      [unit('甲', '[S1]'), unit('乙', '[S2]'), unit('丙')],
    ],
    ['quotation marks around', '“甲[S1]。”乙', [unit('“甲。”', '[S1]'), unit('乙')]],
    ['quotation marks before the marks', '“甲。”[S1]。乙', [unit('“甲。”', '[S1]'), unit('乙')]],
    ['brackets around', '（甲[S1]）。乙', [unit('（甲）。', '[S1]'), unit('乙')]],
    [
      'a quotation that opens behind',
      'A [S1]. "B" C [S2].',
      [unit('A.', '[S1]'), unit('"B" C.', '[S2]')],
    ],
    [
      'a quotation that opens behind a blank',
      'A [S1] "B" C [S2].',
      [unit('A', '[S1]'), unit('"B" C.', '[S2]')],
    ],
    [
      'bold that opens on the next line',
      'A [S1]\n**B** C [S2]',
      [unit('A', '[S1]'), unit('**B** C', '[S2]')],
    ],
    ['an amount with a point', '至多1.5万元[S1.2]。', [unit('至多1.5万元。', '[S1.2]')]],
    ['list items', '- 甲[S1]\n- 乙[S2]', [unit('- 甲', '[S1]'), unit('- 乙', '[S2]')]],
    ['nothing but marks', '[S1][S2]。\n[S3]', []],
    ['nothing but marks and bullets', '- [S1]\n，[S2]', []],
    ['no marks', '甲。乙。', [unit('甲。乙。')]],
    [
      'paragraphs without marks',
      '您好！\n甲。\n\n乙[S1]。',
      [unit('您好！'), unit('甲。'), unit('乙。', '[S1]')],
    ],
    ['a lead-in on the same line', '如下：甲[S1]', [unit('如下：甲', '[S1]')]],
    ['half a mark at the end', '甲[S1]。乙[S', [unit('甲。', '[S1]'), unit('乙[S')]],
    ['half a mark behind a mark', '甲[S1][S2.', [unit('甲', '[S1]'), unit('[S2.')]],
    ['what only looks like a mark', '甲[S]乙[1]丙[S1]', [unit('甲[S]乙[1]丙', '[S1]')]],
    [
      'a source’s line repeated',
      '[S1.1] 甲。\n[S1.2] 乙。',
      [unit('甲。', '[S1.2]'), unit('乙。')],
    ],
    ['nothing', '', []],
    ['blanks', ' \n\n \t\n', []],
  ])('%s', (_name, text, expected) => {
    expect(split(text)).toEqual(expected)
    expect(split(...text)).toEqual(expected)
  })
})

describe('a unit is complete', () => {
  /** What is given with each chunk, and at the end. */
  const steps = (...chunks: readonly string[]): string[][] => {
    const splitter = createUnitSplitter()
    return [...chunks.map((chunk) => splitter.push(chunk)), splitter.end()].map((units) =>
      units.map(({ text }) => text),
    )
  }

  test.each<readonly [string, readonly string[], readonly (readonly string[])[]]>([
    ['at the next character behind its marks', ['甲[S1]', '乙'], [[], ['甲'], ['乙']]],
    ['not before the mark is whole', ['甲[S1', ']', '乙'], [[], [], ['甲'], ['乙']]],
    [
      'not while a further mark may come',
      ['甲[S1]', '[', 'S2', ']', '。', '乙'],
      [[], [], [], [], [], ['甲。'], ['乙']],
    ],
    ['not while its stop may come', ['甲[S1]', '。', '乙'], [[], [], ['甲。'], ['乙']]],
    [
      'not while its quotation may be closed',
      ['“甲[S1]', '。', '”', '乙'],
      [[], [], [], ['“甲。”'], ['乙']],
    ],
    ['also where the next text opens a bracket', ['甲[S1]', '乙['], [[], ['甲'], ['乙[']]],
    [
      'where the bracket turns out to hold something else',
      ['甲[S1]', '[', '注]'],
      [[], [], ['甲'], ['[注]']],
    ],
    ['at the end', ['甲[S1]。'], [[], ['甲。']]],
    [
      'without marks at the next line’s first character',
      ['甲。', '\n', '乙'],
      [[], [], ['甲。'], ['乙']],
    ],
    [
      'not while marks may come on the next line',
      ['甲。\n', '[S', '1]', '乙'],
      [[], [], [], ['甲。'], ['乙']],
    ],
  ])('%s', (_name, chunks, expected) => expect(steps(...chunks)).toEqual(expected))

  test('as often as a chunk holds one', () => {
    expect(steps('甲[S1]。乙[S2]。丙[S3]。丁')).toEqual([['甲。', '乙。', '丙。'], ['丁']])
  })
})

const PIECES = [
  ...'甲乙AbC1。．.！？?；;，,、：:”」』）)"\'*“（([［【]］】 \n\r\t-',
  '[S1]',
  '[S1.2]',
  '［S2］',
  '【S3．1】',
  '[S',
  '[S1',
  '[S1.',
  '[S12 ',
  '[ S1 ',
  'S1]',
  '\n\n',
  '𠀋',
]
const text = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''))

describe('whatever a model writes', () => {
  test('the units are the same however the text is cut', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 60 }), { maxLength: 12 }), (whole, cuts) => {
        const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].toSorted(
          (a, b) => a - b,
        )
        const chunks = [...places, whole.length].map((end, index) =>
          whole.slice(places[index - 1] ?? 0, end),
        )
        expect(chunks.join('')).toBe(whole)
        expect(split(...chunks)).toEqual(split(whole))
        expect(split(...whole.split(''))).toEqual(split(whole))
      }),
      { numRuns: 3_000 },
    )
  })

  test('no word is lost, none stands twice, and no mark is left in the text', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const units = split(whole)
        const letters = (said: string) => said.match(/[\p{L}\p{N}]/gu) ?? []
        const mark = /[[［【] {0,2}S\d+(?: {0,2}[.．] {0,2}\d+)? {0,2}[\]］】]/giu
        expect(units.flatMap((each) => letters(each.text))).toEqual(
          letters(whole.replace(mark, '')),
        )
        for (const each of units) {
          expect(each.text).not.toMatch(mark)
          expect(each.text).toBe(each.text.trim())
          expect(letters(each.text)).not.toEqual([])
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['line breaks', '\n'],
    ['blanks', ' '],
    ['brackets', '['],
    ['half marks', '[S1 '],
    ['stops', '。'],
    ['letters', '甲'],
  ])('six thousand %s, one by one, take less than a second', (_name, piece) => {
    for (const before of ['', '甲[S1]', '甲\n']) {
      const started = performance.now()
      split(before, ...Array.from({ length: 6_000 / piece.length }, () => piece))
      expect(performance.now() - started).toBeLessThan(1_000)
    }
  })
})
