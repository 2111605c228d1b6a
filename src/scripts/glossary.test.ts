import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { foldText } from './fold.js'
import { expandQuery, glossaryUserWords, loadGlossary } from './glossary.js'

const glossary = loadGlossary()

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'glossary-')), 'glossary.yaml')
  writeFileSync(file, text)
  return file
}

/** Terms added to a question as it is typed, with their language. */
function added(question: string): string[] {
  return expandQuery(foldText(question), glossary).added.map(
    ({ term, language }) => `${language}:${term}`,
  )
}

describe('loadGlossary', () => {
  test('reads the glossary of the corpus', () => {
    expect(glossary.entries.length).toBeGreaterThanOrEqual(250)
  })

  test('lay wording and Simplified terms are written folded', () => {
    const notFolded = glossary.entries.flatMap((entry) =>
      entry.lay.zh.filter((word) => foldText(word) !== word.toLowerCase()),
    )
    expect(notFolded).toEqual([])
  })

  test('every entry can be found in another wording, or shows one', () => {
    const dead = glossary.entries.filter(
      (entry) =>
        entry.en.length + entry.abbreviations.length + entry.lay.zh.length + entry.lay.en.length ===
          0 &&
        entry['zh-Hant-HK'].length + entry['zh-Hant-TW'].length === 0 &&
        entry.display === undefined,
    )
    expect(dead.map(({ id }) => id)).toEqual([])
  })

  test.each([
    [
      'entries:\n  - id: a\n    zh-Hans: [提离]\n  - id: a\n    zh-Hans: [查验]\n',
      /:4: entries\.1\.id: duplicate id a/u,
    ],
    [
      'entries:\n  - id: a\n    zh-Hans: [提离]\n  - id: b\n    zh-Hans: [提離]\n',
      /:5: .*提離 is already a term of a/u,
    ],
    ['entries:\n  - id: a\n    zh-Hans: [货]\n', /:3: .*at least two characters/u],
    [
      'entries:\n  - id: a\n    zh-Hans: [提离]\n    scheme: true\n    display: { HK: 提離 }\n',
      /no `display` with `scheme`/u,
    ],
    ['entries:\n  - id: a\n    zh-Hans: [提离]\n    hint: x\n', /:4: .*hint/u],
  ])('%s is refused with its place', (text, message) => {
    expect(() => loadGlossary(fileWith(text))).toThrow(message)
  })
})

describe('glossaryUserWords', () => {
  const words = glossaryUserWords(glossary)

  test('holds short terms of all scripts, folded', () => {
    expect(words).toEqual(expect.arrayContaining(['提离', '布控', '清关', '单一窗口', '零关税']))
  })

  test('holds nothing long, nothing Latin, nothing twice', () => {
    expect(words.filter((word) => !/^\p{Script=Han}{2,4}$/u.test(word))).toEqual([])
    expect(new Set(words).size).toBe(words.length)
  })
})

describe('expandQuery', () => {
  test.each([
    ['货能先拉走吗', ['zh:提离', 'en:conditional release']],
    ['貨可唔可以攞走先', ['zh:提离', 'en:conditional release']],
    ['Can I take my goods away?', ['zh:提离', 'en:conditional release']],
    ['速遞公司', ['zh:寄递', 'en:express and postal channel', 'zh:快递']],
    ['優質企業', ['zh:高级认证企业']],
    ['稅則預先審核', ['zh:预裁定']],
    ['RCEP', ['en:regional comprehensive economic partnership']],
    ['AEO好处', ['zh:联合激励', 'en:joint incentives']],
    ['9610', ['zh:跨境电商零售出口', 'en:cross-border e-commerce retail export']],
    ['今天天气怎么样', []],
  ])('%s', (question, expected) => {
    expect(added(question)).toEqual(expect.arrayContaining(expected))
    if (expected.length === 0) expect(added(question)).toEqual([])
  })

  test('a question in the terms of the documents gets no other Simplified term', () => {
    expect(added('检疫许可证怎么办理').filter((term) => term.startsWith('zh:'))).toEqual([])
    expect(added('附条件提离')).not.toContain('zh:提离')
  })

  test('what the question holds is not added', () => {
    expect(added('conditional release 提离')).toEqual([])
  })

  test('Latin forms are whole words, singular or plural, with fillers between', () => {
    expect(added('wooden pallets')).toContain('zh:木质包装')
    expect(added('Made an error in our declarations')).not.toContain('zh:原产地')
    expect(added('WMSX system')).not.toContain('zh:仓库管理系统')
    expect(added('shipped quickly')).not.toContain('zh:船舶')
  })

  test('says which words led to a term', () => {
    const [first] = expandQuery(foldText('能不能先拉走'), glossary).added
    expect(first).toEqual({ term: '提离', language: 'zh', because: '先拉走 → conditional-release' })
  })

  test('the longest wording at a place wins', () => {
    const small = loadGlossary(
      fileWith(
        'entries:\n  - { id: a, zh-Hans: [退货], lay: { zh: [退货] } }\n  - { id: b, zh-Hans: [退货中心仓], lay: { zh: [退货仓] } }\n',
      ),
    )
    expect(expandQuery('退货仓在哪', small).added.map(({ term }) => term)).toEqual(['退货中心仓'])
  })

  test('names of other schemes never come out', () => {
    const foreign = new Set(
      glossary.entries
        .filter(({ scheme }) => scheme)
        .flatMap((entry) => [...entry['zh-Hant-HK'], ...entry['zh-Hant-TW']].map(foldText)),
    )
    for (const entry of glossary.entries) {
      const question = [...entry['zh-Hans'], ...entry.en, ...entry.lay.zh, ...entry.lay.en].join(
        '，',
      )
      for (const { term } of expandQuery(foldText(question), glossary).added) {
        expect(foreign.has(term), term).toBe(false)
      }
    }
  })
})
