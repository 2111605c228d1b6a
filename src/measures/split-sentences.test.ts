import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitSentences } from './split-sentences.js'

const split = (text: string, from?: number): string[] =>
  splitSentences(text, from).map(({ start, end }) => text.slice(start, end))

describe('splitSentences', () => {
  test.each<[string, string[]]>([
    ['', []],
    [' \n ', []],
    ['支持企业。', ['支持企业。']],
    ['支持企业', ['支持企业']],
    ['一。二！三？四', ['一。', '二！', '三？', '四']],
    ['Yes! No?', ['Yes!', 'No?']],
    ['是吗？！是。', ['是吗？！', '是。']],
    ['他说“好。”然后走。', ['他说“好。”', '然后走。']],
    ['（见附件。）其余不变。', ['（见附件。）', '其余不变。']],
    ['“甲。”（乙。）丙', ['“甲。”', '（乙。）', '丙']],
    ['标题\n正文。', ['标题', '正文。']],
    ['甲。 乙。\n\n 丙', ['甲。', '乙。', '丙']],
    // What looks like an end and is none.
    ['占比93.4%,满意率97.94%。', ['占比93.4%,满意率97.94%。']],
    ['实施“一企、一品”；另行公布：见附件', ['实施“一企、一品”；另行公布：见附件']],
    ['三个“一件事”', ['三个“一件事”']],
  ])('%j', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  test('begins where it is told to', () => {
    expect(split('标题。正文。', 2)).toEqual(['。', '正文。'])
    expect(split('标题\n正文。', 2)).toEqual(['正文。'])
    expect(split('标题', 2)).toEqual([])
  })

  test('every character but white space lies in one sentence, in order', () => {
    const text = fc.string({
      unit: fc.constantFrom('甲', 'a', '1', ' ', '\n', '\u3000', '。', '！', '?', '”', '）', '，'),
    })
    fc.assert(
      fc.property(text, fc.nat(8), (whole, start) => {
        const from = Math.min(start, whole.length)
        const spans = splitSentences(whole, from)
        let end = from
        let outside = ''
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          const sentence = whole.slice(span.start, span.end)
          expect(sentence.trim()).toBe(sentence)
          expect(sentence).not.toContain('\n')
          outside += whole.slice(end, span.start)
          end = span.end
        }
        expect((outside + whole.slice(end)).trim()).toBe('')
      }),
    )
  })
})
