import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { DocumentData } from '../domain/document.js'
import { toHanNumeral } from '../domain/han-numerals.js'
import { type AnswerLanguage, answerLanguageSchema } from '../domain/language.js'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { createDirectory } from './references.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const directory = createDirectory(corpus, 'https://example.org')

describe('createDirectory', () => {
  test.each<[string, Record<AnswerLanguage, string>]>([
    [
      'haikou-20/19',
      {
        'zh-Hans': '海口海关“二十条措施”第十九条',
        'zh-Hant-HK': '海口海關「二十條措施」第十九條',
        'zh-Hant-TW': '海口海關「二十條措施」第十九條',
        en: 'Haikou Customs, 20 measures, Measure 19',
      },
    ],
    [
      'shenzhen-20/19',
      {
        'zh-Hans': '《深圳海关优化营商环境20条》第十九条',
        'zh-Hant-HK': '《深圳海關優化營商環境20條》第十九條',
        'zh-Hant-TW': '《深圳海關優化營商環境20條》第十九條',
        en: 'Shenzhen Customs, 20 measures, Measure 19',
      },
    ],
    [
      'dalian-43/33',
      {
        'zh-Hans': '大连海关43项惠企措施第（三十三）项',
        'zh-Hant-HK': '大連海關43項惠企措施第（三十三）項',
        'zh-Hant-TW': '大連海關43項惠企措施第（三十三）項',
        en: 'Dalian Customs, 43 measures, Measure 33',
      },
    ],
    [
      'hainan-ftp-cases/3',
      {
        'zh-Hans': '海南自贸港制度创新案例（新闻报道）第3则',
        'zh-Hant-HK': '海南自貿港制度創新案例（新聞報道）第3則',
        'zh-Hant-TW': '海南自貿港制度創新案例（新聞報導）第3則',
        en: 'Hainan Free Trade Port, Case 3 (press report)',
      },
    ],
    [
      'gacc-2024-facilitation/7',
      {
        'zh-Hans': '2024年促进跨境贸易便利化专项行动任务表第7项',
        'zh-Hant-HK': '2024年促進跨境貿易便利化專項行動任務表第7項',
        'zh-Hant-TW': '2024年促進跨境貿易便利化專項行動任務表第7項',
        en: '2024 cross-border trade facilitation task list, Item 7',
      },
    ],
  ])('cites %s as one really would', (id, references) => {
    const measure = directory.measure(id)
    if (measure === undefined) throw new Error(`expected measure ${id}`)
    const cited = answerLanguageSchema.options.map((language) => [
      language,
      directory.reference(measure, language),
    ])
    expect(Object.fromEntries(cited)).toEqual(references)
  })

  test.each(answerLanguageSchema.options)(
    'in %s every measure has its own reference',
    (language) => {
      const references = corpus.measures.map((measure) => directory.reference(measure, language))
      expect(new Set(references).size).toBe(116)
      for (const [index, { number, label }] of corpus.measures.entries()) {
        expect(references[index]).toContain(language === 'en' ? ` ${number}` : label)
        expect(references[index]).not.toMatch(/[{}]/)
      }
    },
  )

  test('《》 stand only around a title that the document itself states', () => {
    for (const { data } of corpus.documents) {
      const inside = /《(.+)》/.exec(data.reference['zh-Hans'])?.[1]
      if (inside === undefined) continue
      expect(data.title).toMatchObject({ basis: 'stated', names: { 'zh-Hans': inside } })
    }
  })

  test('names a measure that does not exist as it would be cited', () => {
    expect(directory.measure('haikou-20/21')).toBeUndefined()
    expect(directory.referenceTo('haikou-20', 21, 'zh-Hans')).toBe(
      `海口海关“二十条措施”第${toHanNumeral(21)}条`,
    )
    expect(directory.referenceTo('hainan-ftp-cases', 1, 'en')).toBe(
      'Hainan Free Trade Port, Case 1 (press report)',
    )
    // No Chinese numeral is written for these; a reference to nothing must still not fail.
    for (const number of [0, -3, 10_000, 123_456]) {
      expect(directory.referenceTo('dalian-43', number, 'en')).toBe(
        `Dalian Customs, 43 measures, Measure ${number}`,
      )
      expect(directory.referenceTo('dalian-43', number, 'zh-Hans')).toBe(
        `大连海关43项惠企措施第（${number}）项`,
      )
    }
  })

  test('gives addresses and names by id, and refuses ids that it does not know', () => {
    const measure = corpus.measures[0]
    if (measure === undefined) throw new Error('expected a measure')
    expect(directory.measureUrl(measure)).toBe(`https://example.org/measures/${measure.id}`)
    expect(directory.measureUrl(measure, { start: 3, end: 9 })).toBe(
      `https://example.org/measures/${measure.id}?from=3&to=9`,
    )
    expect(directory.documentUrl('dalian-43')).toBe('https://example.org/documents/dalian-43')
    expect(directory.officeName('haikou-customs', 'zh-Hant-TW')).toBe('海口海關')
    expect(directory.documentTitle('dalian-43', 'zh-Hans')).toBe('大连海关43项惠企措施')
    for (const run of [
      () => directory.document('nope'),
      () => directory.office('nope'),
      () => directory.referenceTo('nope', 1, 'en'),
    ]) {
      expect(run).toThrow(AppError)
      expect(run).toThrow('found "nope"')
    }
  })
})

describe('a directory of what held on different days', () => {
  const [haikou, shenzhen] = ['haikou-20', 'shenzhen-20'].map((id) => directory.document(id))
  if (haikou === undefined || shenzhen === undefined) throw new Error('expected two documents')
  const versionOf = (version: number, data: Partial<DocumentData>): CorpusDocument => {
    const id = data.id ?? `haikou-20@${version}`
    return {
      ...haikou,
      data: { ...haikou.data, version, ...data, id },
      measures: haikou.measures.map((measure) => ({
        ...measure,
        id: `${id}/${measure.key}`,
        documentId: id,
      })),
    }
  }
  const past = { status: 'superseded' as const, endedBy: 'haikou-20' }
  const documents = [
    versionOf(1, { ...past, validUntil: '2022-12-31' }),
    versionOf(2, { ...past, validFrom: '2023-01-01', validUntil: '2023-06-30' }),
    versionOf(3, { ...past, validFrom: '2023-07-01', validUntil: '2024-12-31' }),
    versionOf(4, { ...past, validFrom: '2025-01-01', validUntil: '2026-12-31' }),
    versionOf(5, { id: 'haikou-20', status: 'in_force', validFrom: '2027-01-01' }),
    { ...shenzhen, data: { ...shenzhen.data, status: 'repealed' as const, endedBy: '某公告' } },
  ]
  const dated = createDirectory(
    { ...corpus, documents, measures: documents.flatMap(({ measures }) => measures) },
    'https://example.org',
    () => '2026-06-15',
  )
  const cited = (id: string, language: AnswerLanguage): string => {
    const measure = dated.measure(id)
    if (measure === undefined) throw new Error(`expected measure ${id}`)
    return dated.reference(measure, language)
  }

  test('names an earlier version by its year, or by its number where a year has two', () => {
    expect(documents.map(({ data }) => dated.edition(data.id, 'zh-Hans'))).toEqual([
      '第1版',
      '第2版',
      '第3版',
      '2025年版',
      '2027年版',
      '第1版',
    ])
    expect(dated.edition('haikou-20@3', 'en')).toBe('version 3')
    expect(dated.edition('haikou-20@4', 'en')).toBe('2025 version')
  })

  test('says of an ended measure that it is, and not of one that still holds', () => {
    expect(cited('haikou-20@3/19', 'zh-Hans')).toBe('海口海关“二十条措施”第十九条（第3版，已失效）')
    // It was archived early: its successor does not hold yet.
    expect(cited('haikou-20@4/19', 'zh-Hans')).toBe('海口海关“二十条措施”第十九条（2025年版）')
    expect(cited('haikou-20/19', 'zh-Hans')).toBe('海口海关“二十条措施”第十九条')
    expect(
      answerLanguageSchema.options.map((language) => cited('shenzhen-20/3', language)),
    ).toEqual([
      '《深圳海关优化营商环境20条》第三条（已废止）',
      '《深圳海關優化營商環境20條》第三條（已廢除）',
      '《深圳海關優化營商環境20條》第三條（已廢止）',
      'Shenzhen Customs, 20 measures, Measure 3 (repealed)',
    ])
    const measure = dated.measure('haikou-20@3/19')
    if (measure === undefined) throw new Error('expected a measure')
    expect(dated.editionReference(measure, 'en')).toBe(
      'Haikou Customs, 20 measures, Measure 19 (version 3)',
    )
  })

  test('names what came next, not what came last', () => {
    const title = haikou.data.title.names['zh-Hans']
    expect(dated.successorName('haikou-20@2', 'zh-Hans')).toBe(`${title}（第3版）`)
    expect(dated.successorName('haikou-20@4', 'zh-Hans')).toBe(`${title}（2027年版）`)
    expect(dated.successorName('haikou-20', 'zh-Hans')).toBeNull()
    expect(dated.successorName('shenzhen-20', 'zh-Hans')).toBe('某公告')
    expect(dated.versions('haikou-20@2').map(({ data }) => data.version)).toEqual([1, 2, 3, 4, 5])
    expect(documents.map(({ data }) => dated.standing(data.id))).toEqual([
      'ended',
      'ended',
      'ended',
      'holds',
      'not_yet',
      'ended',
    ])
  })
})
