import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHanNumeral } from '../../domain/han-numerals.js'
import { AppError, messageOf } from '../../errors.js'
import type { LineHint, Outline } from '../ingest-types.js'
import { generatedDocument, printDocument } from './numbered-document.fixture.js'
import { recogniseOutline } from './recognise-outline.js'

/** Pieces from which texts are thrown together that mean nothing. */
const PIECES = [
  '一、',
  '（二）',
  '(三)',
  '1.',
  '２．',
  '3、',
  '第四条',
  '第 5 條',
  '第六章',
  '之一',
  '①',
  '(a)',
  '(iv)',
  'Article 3',
  'Part II',
  '措施7：',
  '案例八',
  '1.2',
  '附件',
  '附件：',
  '目录',
  '序号',
  '— 3 —',
  '2024年1月1日',
  '“',
  '”',
  '（',
  '）',
  '。',
  '；',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '\u3000',
  '## ',
  '**',
  '| ',
  '文字',
  'text',
  '12',
  '\ufeff',
  '𠮷',
  '\u0000',
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join('')),
)
const anyHint: fc.Arbitrary<LineHint> = fc.record(
  {
    headingLevel: fc.integer({ min: 1, max: 6 }),
    cell: fc.record({ table: fc.nat(2), row: fc.nat(5), column: fc.nat(3) }),
    page: fc.integer({ min: 1, max: 5 }),
    pageEdge: fc.constantFrom('top', 'bottom'),
    autoNumbered: fc.boolean(),
    contents: fc.boolean(),
  },
  { requiredKeys: [] },
)

describe('generated documents', () => {
  test('come out with the measures that were put in', () => {
    fc.assert(
      fc.property(generatedDocument, (document) => {
        const { source, items } = printDocument(document)
        const { marks } = recogniseOutline(source, [])
        const labels = marks.filter(({ kind }) => kind === 'label')
        expect(labels.map(({ key, label }) => ({ key, label }))).toEqual(items)
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})

describe('any text', () => {
  test('is read or refused because nothing is numbered, and nothing of it is lost', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyHint, { maxLength: 30 }), (text, hints) => {
        let outline: Outline
        try {
          outline = recogniseOutline(text, hints)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect(messageOf(error)).toMatch(
            /^expected .*numbered measures.*, found (?:nothing numbered|only "|no text)/u,
          )
          return
        }
        let end = 0
        for (const mark of outline.marks) {
          expect(mark.start).toBeGreaterThanOrEqual(end)
          expect(mark.end).toBeGreaterThanOrEqual(mark.start)
          end = mark.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
        const keys = outline.marks.flatMap(({ key }) => (key === undefined ? [] : [key]))
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of keys)
          expect(key).toMatch(/^\d{1,6}[A-Z]{0,2}(?:-\d{1,6}[A-Z]{0,2}){0,3}$/u)
        for (const { line } of outline.doubts) expect(line).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  }, 60_000)

  test('of ten thousand lines is read in one go', () => {
    const lines = Array.from({ length: 2500 }, (_, index) => [
      `（${toHanNumeral((index % 9) + 1)}）对符合条件的企业实施便利措施，依照第七条的规定办理。`,
      `${(index % 4) + 1}. 简化流程；`,
      '第三方检验结果予以采信。',
      index % 9 === 8
        ? `第${toHanNumeral((index + 1) / 9 + 1)}条　企业应当如实申报：`
        : '其他情形。',
    ]).flat()
    const source = ['第一条　企业应当如实申报：', ...lines].join('\n')
    const { marks } = recogniseOutline(source, [])
    expect(marks.filter(({ kind }) => kind === 'label')).toHaveLength(278)
  }, 60_000)
})
