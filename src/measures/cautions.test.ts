import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { findRelativeWords, loadCautions } from './cautions.js'
import { splitSentences } from './split-sentences.js'

const corpusFolder = join(projectRoot, 'corpus')
const { corpus } = loadCorpus(corpusFolder)
const cautions = loadCautions(join(corpusFolder, 'cautions.yaml'), corpus.measures)

const folder = mkdtempSync(join(tmpdir(), 'cautions-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Written {
  measure?: string
  event?: string
  en?: string
  words?: string
}

function fileWith(...entries: Written[]): string {
  const file = join(folder, 'cautions.yaml')
  const words = entries[0]?.words ?? '目前'
  writeFileSync(
    file,
    `cautions:\n${entries
      .map(
        ({ measure = 'haikou-20/1', event = '2025-12-18', en = 'One.' }) =>
          `  - { measure: ${measure}, event: ${event}, basis: known, text: { zh-Hans: 一。, zh-Hant-HK: 一。, zh-Hant-TW: 一。, en: "${en}" } }\n`,
      )
      .join('')}relativeWords: ["${words}"]\n`,
  )
  return file
}

function wordsIn(text: string): string[] {
  return findRelativeWords({ text, sentences: splitSentences(text) }, cautions).map(
    ({ word }) => word,
  )
}

describe('loadCautions', () => {
  test('reads a file that is sound', () => {
    const loaded = loadCautions(fileWith({}, { measure: 'haikou-20/2' }), corpus.measures)
    expect([...loaded.byMeasure.keys()]).toEqual(['haikou-20/1', 'haikou-20/2'])
  })

  test.each([
    [[{ measure: 'haikou-20/21' }], /expected a measure of the corpus, found haikou-20\/21/u],
    [[{}, {}], /expected one caution for each measure, found two for haikou-20\/1/u],
    [[{ event: '2025-13-18' }], /:2: cautions\.0\.event/u],
    [[{ en: '' }], /:2: cautions\.0\.text\.en/u],
    [[{ words: '(目前' }], /:3: relativeWords\.0: expected a regular expression/u],
    [[{ words: '(?:目前)?' }], /:3: relativeWords\.0: expected a pattern that needs/u],
  ])('refuses %j', (entries, message) => {
    const file = fileWith(...entries)
    expect(() => loadCautions(file, corpus.measures)).toThrow(message)
    expect(() => loadCautions(file, corpus.measures)).toThrow(file)
  })

  test('the corpus warns of the “零关税” measures of Haikou', () => {
    expect([...cautions.byMeasure.keys()]).toEqual(['haikou-20/1', 'haikou-20/2', 'haikou-20/4'])
    for (const [id] of cautions.byMeasure) {
      expect(corpus.measures.find((measure) => measure.id === id)?.text).toContain('“零关税”')
    }
  })

  test('each caution is one sentence in each form, with the day of the event', () => {
    for (const { event, text } of cautions.byMeasure.values()) {
      const [year, month, day] = event.split('-').map(Number)
      for (const [language, sentence] of Object.entries(text)) {
        expect(sentence.match(/[。.!?！？]/gu)).toHaveLength(1)
        expect(sentence).toMatch(/[。.]$/u)
        expect(sentence).toContain(
          language === 'en' ? `${day} December ${year}` : `${year}年${month}月${day}日`,
        )
      }
    }
  })
})

describe('findRelativeWords', () => {
  test('finds those of the corpus and no others', () => {
    const found = corpus.measures.flatMap((measure) =>
      findRelativeWords(measure, cautions).map(
        ({ sentence, word }) => `${measure.id}#${sentence} ${word}`,
      ),
    )
    expect(found).toEqual([
      'haikou-20/17#1 年内',
      'hainan-ftp-cases/3#13 以来',
      'hainan-ftp-cases/5#11 以来',
      'hainan-ftp-cases/5#12 目前',
      'hainan-ftp-cases/6#7 今年3月底前',
    ])
  })

  test.each([
    ['今年年底前,推广', ['今年年底前']],
    ['截至今年3月', ['今年3月']],
    ['去年十二月底前完成', ['去年十二月底前']],
    ['年底前完成', ['年底前']],
    ['近年来,当前', ['近年来', '当前']],
    ['自缴纳税款之日起1年内申请', []],
    ['一年内、１年内、1 年内、半年内、数年内', []],
    ['2024年年底前', []],
    ['截至2024年年底', []],
    ['项目前期指导', []],
    ['可以来函申请', []],
  ])('%s → %j', (text, expected) => {
    expect(wordsIn(text)).toEqual(expected)
  })

  test('a word is cut from the sentence it is said to stand in', () => {
    const parts = fc.constantFrom('目前', '年内', '1', '今年', '3月底前', '。', '\n', '货', '以来')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        const sentences = splitSentences(text)
        for (const { start, end, word, sentence } of findRelativeWords(
          { text, sentences },
          cautions,
        )) {
          expect(text.slice(start, end)).toBe(word)
          expect(sentences[sentence]?.start).toBeLessThanOrEqual(start)
          expect(sentences[sentence]?.end).toBeGreaterThan(start)
        }
      }),
    )
  })

  test('without patterns there are none', () => {
    const file = join(folder, 'none.yaml')
    writeFileSync(file, 'cautions: []\nrelativeWords: []\n')
    const none = loadCautions(file, corpus.measures)
    expect(findRelativeWords({ text: '目前', sentences: [{ start: 0, end: 2 }] }, none)).toEqual([])
  })
})
