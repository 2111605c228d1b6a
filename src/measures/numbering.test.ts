import { describe, expect, test } from 'vitest'
import type { FormNumberingKind } from '../domain/document.js'
import { AppError } from '../errors.js'
import { madeUpData } from './generated-document.fixture.js'
import { findMarks } from './numbering.js'
import { sourceLines } from './source-lines.js'

/** Labels with what stands right before them, so that their place is seen. */
function labelsOf(kind: FormNumberingKind, count: number, source: string): string[] {
  return findMarks(sourceLines(source), madeUpData(kind, 1, count), 'source.txt')
    .filter((mark) => mark.kind === 'label')
    .map(({ start, end }) => {
      expect(source.charAt(start).trim()).not.toBe('')
      return source.slice(Math.max(0, start - 1), end).trim()
    })
}

function refusalOf(kind: FormNumberingKind, count: number, source: string, back = false): string {
  try {
    findMarks(sourceLines(source), madeUpData(kind, 1, count, back), 'source.txt')
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_corpus') return error.message
    throw error
  }
  return 'none'
}

describe('findMarks', () => {
  test.each<[string, FormNumberingKind, string, string[]]>([
    ['at the start of lines', 'han-clauses', '一、甲\n乙。\n  二、丙\n丁。', ['一、', '二、']],
    ['behind a full stop', 'han-clauses', '一、甲\n乙。二、丙\n丁。', ['一、', '。二、']],
    ['behind a closing quote', 'han-clauses', '一、甲\n“乙。”二、丙\n丁。', ['一、', '”二、']],
    ['behind a blank', 'han-clauses', '一、甲\n乙。 二、丙\n丁。', ['一、', '二、']],
    ['several in a line', 'han-clauses', '一、甲\n乙。二、丙。', ['一、', '。二、']],
    [
      'behind another mention of the number',
      'han-clauses',
      '一、甲\n按第一、二、三项办。二、丙\n丁。',
      ['一、', '。二、'],
    ],
    [
      'not where a sentence counts',
      'han-clauses',
      '一、甲\n一线。一、二线城市，第二、三项。\n二、丙\n丁。',
      ['一、', '二、'],
    ],
    ['in half-width brackets', 'bracketed-items', '一、章\n(一)甲。\n(二)乙。', ['(一)', '(二)']],
    [
      'in full-width brackets',
      'bracketed-items',
      '一、章\n（一）甲。\n（二）乙。',
      ['（一）', '（二）'],
    ],
    [
      'never inside a line',
      'bracketed-items',
      '一、章\n(一)甲。(二)级。\n(二)乙。',
      ['(一)', '(二)'],
    ],
    [
      'not before the first of a line',
      'han-clauses',
      '通知。一、乙\n一、甲\n二、丙',
      ['一、', '二、'],
    ],
    ['not alone on their line', 'cases', '1 甲\n2 \n2 乙\n丙', ['1', '2']],
    ['before the title', 'cases', '1 甲\n2024年\n2 乙\n丙', ['1', '2']],
    ['alone on their line', 'table-rows', '\t1\n甲\n2 级\n\t2\t\n乙', ['1', '2']],
  ])('finds numbers %s', (_, kind, source, labels) => {
    expect(labelsOf(kind, 2, source)).toEqual(labels)
  })

  test.each<[string, FormNumberingKind, string, string]>([
    [
      'none at all',
      'han-clauses',
      '甲\n乙。',
      'source.txt: expected measures 1 to 2, found none after 0: "一、" is missing',
    ],
    [
      'the first is missing',
      'han-clauses',
      '甲\n二、乙\n丙',
      'source.txt:2: expected "一、", found "二、"',
    ],
    [
      'the last is missing',
      'han-clauses',
      '一、甲\n乙。',
      'source.txt: expected measures 1 to 2, found none after 1: "二、" is missing',
    ],
    [
      'one too many',
      'han-clauses',
      '一、甲\n二、乙\n\n三、丙',
      'source.txt:4: expected no measure after number 2, found "三、"',
    ],
    [
      'one too many inside a line',
      'han-clauses',
      '一、甲\n二、乙。三、丙',
      'source.txt:2: expected no measure after number 2, found "三、"',
    ],
    [
      'a doubled one',
      'han-clauses',
      '一、甲\n一、甲\n二、乙',
      'source.txt:2: expected "二、", found "一、"',
    ],
    [
      'a doubled one inside a line',
      'han-clauses',
      '一、甲\n二、乙。二、乙',
      'source.txt:2: expected no measure after number 2, found "二、"',
    ],
    [
      'a number that is none',
      'han-clauses',
      '十零、甲\n二、乙',
      'source.txt:1: expected "一、", found "十零、"',
    ],
    [
      'another item',
      'bracketed-items',
      '一、章\n(一)甲。\n(三)乙。',
      'source.txt:3: expected "(二)", found "(三)"',
    ],
    [
      'another chapter',
      'bracketed-items',
      '一、章\n(一)甲。\n三、章\n(二)乙。',
      'source.txt:3: expected chapter "二、", found "三、"',
    ],
    ['another case', 'cases', '1 甲\n3 乙', 'source.txt:2: expected "2", found "3"'],
    [
      'another row',
      'table-rows',
      '1\n甲\n4\n乙',
      'source.txt:3: expected "2 alone on its line", found "4"',
    ],
  ])('refuses %s', (_, kind, source, message) => {
    expect(refusalOf(kind, 2, source)).toBe(message)
  })

  test('text after the last measure begins where the document says, and must be there', () => {
    const source = '1 甲\n乙\n附件:丙\n2 丁\n'
    expect(refusalOf('cases', 1, source, true)).toBe('none')
    expect(refusalOf('cases', 1, source.replace('附件', '附录'), true)).toMatch(
      /^source\.txt:4: expected no measure after number 1, found "2"/,
    )
    const early = findMarks(
      sourceLines('1 甲\n附件:乙\n2 丙\n附件:丁\n'),
      madeUpData('cases', 1, 2, true),
      'source.txt',
    )
    expect(early.map(({ kind, lineNumber }) => [kind, lineNumber])).toEqual([
      ['label', 1],
      ['label', 3],
      ['back-matter', 4],
    ])
    expect(refusalOf('cases', 1, '1 甲\n乙\n', true)).toBe(
      'source.txt: expected a line like ^附件[:：] after measure 1, found none',
    )
  })

  test('furniture is a whole line of its own, wherever it stands', () => {
    const source = '\t序号\n1\n序号一览\n\t序号 \n甲\n'
    const marks = findMarks(sourceLines(source), madeUpData('table-rows', 1, 1), 'source.txt')
    expect(marks.map(({ kind, lineNumber }) => [kind, lineNumber])).toEqual([
      ['furniture', 1],
      ['label', 2],
      ['furniture', 4],
    ])
  })
})
