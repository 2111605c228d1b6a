import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDirectory } from '../citations/references.js'
import { type Answer, answerSchema } from '../domain/answer.js'
import type { CorpusDocument } from '../domain/corpus.js'
import { type AnswerLanguage, answerLanguageSchema } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import { projectRoot } from '../project-root.js'
import type { Decision } from '../retrieval/decide.js'
import type { Hit } from '../retrieval/search-measures.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { loadGlossary } from '../scripts/glossary.js'
import { createRegionalWording } from '../scripts/regional-wording.js'
import { scriptCharacters } from '../scripts/script-characters.js'
import { answerFaults } from '../testing/answer-faults.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { composeDecision } from './compose-decision.js'
import { compositionContext } from './composer.js'
import { promisesOfRuns } from './quoted-promises.js'
import { quotableSentences, runsOf } from './select-sentences.js'
import { statedFacets } from './stated-facets.js'

const { corpus, tokenizer } = loadTestReader()
const script = createScriptConverter()
const glossary = loadGlossary(join(projectRoot, 'corpus', 'glossary.yaml'))
const wording = createRegionalWording(glossary, script, tokenizer)
const converter = {
  toTraditional: (text: string, region: 'HK' | 'TW') => script.toTraditional(text, region),
  toRegionalWording: (text: string, region: 'HK' | 'TW') => wording.toRegionalWording(text, region),
}
const directory = createDirectory(corpus, 'https://assistant.example')
const LANGUAGES = answerLanguageSchema.options

function measure(id: string): MeasureRecord {
  const found = corpus.measures.find((record) => record.id === id)
  if (found === undefined) throw new Error(`expected a measure ${id}`)
  return found
}
function document(id: string): CorpusDocument {
  const found = corpus.documents.find(({ data }) => data.id === id)
  if (found === undefined) throw new Error(`expected a document ${id}`)
  return found
}
function hit(id: string): Hit {
  const record = measure(id)
  const none = record.sentences.map(() => 0)
  return {
    measure: record,
    index: corpus.measures.indexOf(record),
    score: 1,
    sentenceCosines: none,
    layCosines: none,
    explain: () => [],
  }
}
const evidence = (
  ids: readonly string[],
  over: Partial<Extract<Decision, { kind: 'evidence' }>> = {},
): Decision => ({
  kind: 'evidence',
  hits: ids.map(hit),
  comparison: false,
  uncovered: [],
  silent: [],
  fromOtherOffice: false,
  near: [],
  signposts: [],
  ...over,
})

interface Composing {
  readonly language?: AnswerLanguage
  readonly maxCitations?: number
  /** Sentences quoted of each hit; by default the first that can be. */
  readonly quote?: (record: MeasureRecord) => readonly number[]
}

/** The composed decision as an answer, with made-up ids and times. */
function compose(decision: Decision, composing: Composing = {}): Answer {
  const { language = 'zh-Hans', maxCitations = 5 } = composing
  const quote = composing.quote ?? ((record) => quotableSentences(record).slice(0, 1))
  const { outcome, written, related, suggestions, notices } = composeDecision(
    decision,
    {
      corpus,
      maxCitations,
      stated: (of, asked) => statedFacets(of, asked),
      askedFacets: [],
      asksNow: false,
      asked: promisesOfRuns,
      select: (chosen) => runsOf(quote(chosen.measure)),
    },
    compositionContext(directory, converter, corpus.cautions, language),
  )
  const id = '00000000-0000-4000-8000-000000000000'
  return answerSchema.parse({
    id,
    conversationId: id,
    createdAt: '2026-01-31T00:00:00.000Z',
    question: '?',
    standaloneQuestion: '?',
    language,
    outcome,
    mode: 'extractive',
    text: written.text,
    claims: written.claims,
    citations: written.citations,
    related,
    suggestions,
    notices,
    corpusVersion: corpus.version,
    model: null,
    timings: { retrieveMs: 0, composeMs: 0, totalMs: 0 },
  })
}
const cited = ({ citations }: Answer): string[] => citations.map(({ measureId }) => measureId)
const said = ({ claims }: Answer, kind: Answer['claims'][number]['kind']): string[] =>
  claims.filter((claim) => claim.kind === kind).map(({ text }) => text)

const RULING = 'dalian-43/33'
const everything = corpus.documents
const dutyRate = corpus.signposts.filter(({ id }) => id === 'duty-rate')

/** One of each kind, and the outcome that the contract gives it. */
const DECISIONS: readonly (readonly [string, Decision, Answer['outcome']])[] = [
  ['an attempt to change the rules', { kind: 'guardrail' }, 'guardrail'],
  ['another language', { kind: 'foreign-language' }, 'out_of_scope'],
  ['another matter', { kind: 'out-of-scope', signposts: [] }, 'out_of_scope'],
  ['a vague question', { kind: 'vague' }, 'clarification'],
  ['all there is', { kind: 'overview', documents: everything, everything: true }, 'overview'],
  [
    'one document with chapters',
    { kind: 'overview', documents: [document('dalian-43')], everything: false },
    'overview',
  ],
  [
    'documents without chapters',
    {
      kind: 'overview',
      documents: [document('haikou-20'), document('hainan-ftp-cases')],
      everything: false,
    },
    'overview',
  ],
  ['a number that several have', { kind: 'which-document', numbers: [3] }, 'clarification'],
  ['a number that none has', { kind: 'which-document', numbers: [100] }, 'measure_not_found'],
  [
    'a number past the end',
    { kind: 'measure-not-found', missing: [{ documentId: 'shenzhen-20', number: 30 }] },
    'measure_not_found',
  ],
  [
    'a case that is not there',
    { kind: 'measure-not-found', missing: [{ documentId: 'hainan-ftp-cases', number: 1 }] },
    'measure_not_found',
  ],
  [
    'a number',
    { kind: 'lookup', measures: [measure(RULING)], missing: [], signposts: [] },
    'answered',
  ],
  [
    'a number of a press report',
    { kind: 'lookup', measures: [measure('hainan-ftp-cases/3')], missing: [], signposts: [] },
    'answered',
  ],
  [
    'something in one measure',
    { kind: 'lookup', measures: [measure(RULING)], missing: [], signposts: [], about: hit(RULING) },
    'answered',
  ],
  [
    'numbers of which one is missing',
    {
      kind: 'lookup',
      measures: [measure('shenzhen-20/20')],
      missing: [{ documentId: 'shenzhen-20', number: 21 }],
      signposts: [],
    },
    'partial',
  ],
  [
    'an office that is not covered',
    {
      kind: 'office-not-covered',
      officeIds: ['shanghai-customs'],
      near: [measure(RULING)],
      hasTopic: true,
    },
    'office_not_covered',
  ],
  [
    'a matter that nobody speaks to',
    { kind: 'no-evidence', near: [measure('haikou-20/4')], signposts: dutyRate, silent: [] },
    'no_evidence',
  ],
  [
    'a matter that the office does not speak to',
    {
      kind: 'no-evidence',
      near: [],
      signposts: [],
      silent: [{ officeId: 'dalian-customs', certain: true }],
    },
    'no_evidence',
  ],
  ['a measure that answers', evidence([RULING]), 'answered'],
  ['two measures', evidence([RULING, 'shenzhen-20/11']), 'answered'],
  ['a press report', evidence(['hainan-ftp-cases/3']), 'answered'],
  ['a comparison of two', evidence([RULING, 'shenzhen-20/1'], { comparison: true }), 'answered'],
  [
    'a comparison of four',
    evidence([RULING, 'shenzhen-20/1', 'haikou-20/7', 'gacc-2024-facilitation/6'], {
      comparison: true,
    }),
    'answered',
  ],
  [
    'a comparison in which one is silent',
    evidence([RULING, 'shenzhen-20/1', 'haikou-20/7'], {
      comparison: true,
      silent: [{ officeId: 'national-2024', certain: false }],
    }),
    'partial',
  ],
  [
    'an office not covered beside one that speaks',
    evidence([RULING], { uncovered: ['guangzhou-customs'] }),
    'partial',
  ],
  [
    'another office for one that is not covered',
    evidence(['shenzhen-20/17'], { uncovered: ['shanghai-customs'], fromOtherOffice: true }),
    'partial',
  ],
]

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(DECISIONS)('%s: sound, with the outcome of the contract', (_, decision, outcome) => {
    for (const quote of [
      (record: MeasureRecord) => quotableSentences(record).slice(0, 1),
      (record: MeasureRecord) => quotableSentences(record).filter((_i, place) => place % 2 === 0),
      (record: MeasureRecord) => record.sentences.map((_span, index) => index),
    ]) {
      const answer = compose(decision, { language, quote, maxCitations: 10 })
      expect(answer.outcome).toBe(outcome)
      expect(answerFaults(answer, corpus)).toEqual([])
      expect(answer.text).toBe(answer.text.trim())
      expect(answer.text).not.toMatch(/\{|\}|undefined|null|NaN/)
      expect(answer.claims.every(({ text }) => text !== '')).toBe(true)
      expect(answer.related.every(({ measureId }) => !cited(answer).includes(measureId))).toBe(true)
    }
  })

  test('the answer is in the reader’s script', () => {
    const { simplified, traditional } = scriptCharacters()
    const wrong = language === 'zh-Hans' ? traditional : simplified
    for (const [, decision] of DECISIONS) {
      const answer = compose(decision, { language })
      const own = [
        answer.text,
        ...answer.suggestions.flatMap(({ label, question }) => [label, question]),
        ...answer.related.flatMap(({ reference, reason }) => [reference, reason]),
        ...answer.citations.flatMap(({ reference, office, document }) => [
          reference,
          office.name,
          document.title,
        ]),
      ].join('')
      const words = language === 'en' ? own.replace(/「[^」]*」/gu, '') : own
      if (language === 'en') expect(words).not.toMatch(/\p{Script=Han}/u)
      else expect([...words].filter((character) => wrong.has(character))).toEqual([])
    }
  })
})

describe('a measure that answers', () => {
  test('leads with whose measure it is, then its words as printed but for the width of the marks', () => {
    const answer = compose(evidence([RULING]))
    expect(answer.text).toBe(
      '**大连海关43项惠企措施第（三十三）项**对此有规定：货物实际进出口3个月前，进出口企业可申请商品归类、价格、原产地等相关内容的预裁定。[1]',
    )
    expect(answer.citations[0]?.quote).toBe(
      '货物实际进出口3个月前,进出口企业可申请商品归类、价格、原产地等相关内容的预裁定。',
    )
  })

  test('a row of the national list proposes; it rules nothing', () => {
    const answer = compose(evidence(['gacc-2024-facilitation/7']))
    expect(said(answer, 'lead')[0]).toMatch(/提出：$/)
    expect(answer.notices).toContain('issuer_inferred')
  })

  test('a press report is called one', () => {
    const answer = compose(evidence(['hainan-ftp-cases/3']))
    expect(said(answer, 'lead')[0]).toContain('新闻报道')
    expect(said(answer, 'signpost')[0]).toContain('新闻报道')
    expect(answer.notices).toEqual(['press_report'])
  })

  test('in Traditional the words are converted and the quote is not', () => {
    const answer = compose(evidence([RULING]), { language: 'zh-Hant-HK' })
    expect(answer.text).toContain('貨物實際進出口3個月前，進出口企業可申請')
    expect(answer.citations[0]?.quote).toContain('货物实际进出口3个月前,')
    expect(answer.citations[0]).not.toHaveProperty('translation')
  })

  test('in English the translation is shown, marked, and the original stands beside it', () => {
    const answer = compose(evidence([RULING]), { language: 'en' })
    expect(answer.text).toContain('advance ruling')
    expect(answer.text).toContain('Unofficial translation. Original: 「货物实际进出口3个月前,')
    expect(answer.notices).toContain('unofficial_translation')
    expect(answer.citations[0]?.translation).toEqual({
      text: measure(RULING).translation?.sentences[1],
      official: false,
    })
  })

  test('sentences that do not adjoin are separate citations, neighbours one', () => {
    const apart = compose(evidence(['dalian-43/30']), { quote: () => [1, 3] })
    expect(apart.citations).toHaveLength(2)
    const together = compose(evidence([RULING]), { quote: () => [1, 2] })
    expect(together.citations).toHaveLength(1)
    expect(said(together, 'statement')).toHaveLength(2)
    expect(together.claims.filter(({ kind }) => kind === 'statement')).toMatchObject([
      { citations: [1] },
      { citations: [1] },
    ])
  })

  test('a title that is quoted ends in a full stop, and in the quote in none', () => {
    const answer = compose(evidence(['shenzhen-20/19']), { quote: () => [0] })
    expect(said(answer, 'statement')[0]).toBe('加强知识产权海关保护。')
    expect(answer.citations[0]?.quote).toBe('加强知识产权海关保护')
  })

  test('a remark that two measures share is said once, below both and of both', () => {
    const remark = '原文中“支持”的内容，没有写明现在就可以办理。'
    const quote = (record: MeasureRecord) => [record.documentId === 'dalian-43' ? 2 : 4]
    const answer = compose(evidence(['dalian-43/9', 'shenzhen-20/17']), { quote })
    expect(answer.text.split('\n\n').slice(2)).toEqual([remark])
    expect(answer.claims.filter(({ text }) => text === remark)).toMatchObject([
      { kind: 'statement', citations: [1, 2] },
    ])
    const numbers = ['shenzhen-20/2', 'shenzhen-20/4', 'shenzhen-20/18'].map(measure)
    const range = compose({ kind: 'lookup', measures: numbers, missing: [], signposts: [] })
    expect(new Set(said(range, 'statement')).size).toBe(said(range, 'statement').length)
  })

  test('never more citations than asked for, the best measure’s first', () => {
    const all = (record: MeasureRecord) =>
      quotableSentences(record).filter((_, place) => place % 2 === 0)
    for (const maxCitations of [1, 2, 3]) {
      const answer = compose(evidence(['haikou-20/7', 'shenzhen-20/17']), {
        maxCitations,
        quote: all,
      })
      expect(answer.citations).toHaveLength(maxCitations)
      expect(cited(answer)[0]).toBe('haikou-20/7')
      expect(answerFaults(answer, corpus)).toEqual([])
    }
  })

  test('near measures are related, at most three, each with its reason', () => {
    const near = ['dalian-43/33', 'dalian-43/11', 'shenzhen-20/1', 'haikou-20/7', 'haikou-20/8']
    const { related } = compose(evidence([RULING], { near: near.map(measure) }))
    expect(related.map(({ measureId }) => measureId)).toEqual(near.slice(1, 4))
    expect(related.map(({ reason }) => reason)).toEqual([
      '对象不同：国际邮轮',
      '对象不同：重点科研项目',
      '地点不同：海南',
    ])
  })

  test('a near measure for the same goods and parties is told by its office', () => {
    const { related } = compose(
      evidence(['dalian-43/31'], { near: ['shenzhen-20/1'].map(measure) }),
    )
    expect(related.map(({ reason }) => reason)).toEqual(['深圳海关的措施，可一并参考'])
  })

  test('a near task and a near case are told as such, a near measure of the same document too', () => {
    const near = ['gacc-2024-facilitation/28', 'hainan-ftp-cases/5', 'dalian-43/35'].map(measure)
    const { related } = compose(evidence(['dalian-43/39'], { near }))
    expect(related.map(({ reason }) => reason)).toEqual([
      '全国任务表中的任务，可一并参考',
      '新闻报道中的案例，可一并参考',
      '同一文件中的措施，可一并参考',
    ])
  })

  test('in English the reason has the title, which is otherwise there in Chinese alone', () => {
    const near = ['shenzhen-20/1', 'dalian-43/33'].map(measure)
    const { related } = compose(evidence(['dalian-43/31'], { near }), { language: 'en' })
    expect(related.map(({ reason }) => reason)).toEqual([
      'See also Shenzhen Customs: “Consolidating the strengths of advanced manufacturing industries”',
      'See also in the same document: “Providing an ‘advance ruling’ service that is ‘handled once, valid nationwide’”',
    ])
  })

  test('a title chosen beside sentences names the measure; only the sentences are quoted', () => {
    for (const quote of [
      [0, 1],
      [0, 1, 2],
      [0, 2],
    ]) {
      const answer = compose(evidence(['shenzhen-20/15']), { quote: () => quote })
      expect(said(answer, 'lead')).toEqual([
        '**《深圳海关优化营商环境20条》第十五条“推进加工贸易提档升级”**提出：',
      ])
      expect(answer.citations.map(({ quote: words }) => words)).toHaveLength(1)
      expect(answer.text).not.toContain('提档升级。')
      expect(answer.citations[0]?.quote).not.toContain('提档升级')
    }
  })

  test('how strong the promise is the sentences tell, not the title above them', () => {
    const trial = compose(evidence(['shenzhen-20/15']), { quote: () => [0, 1] })
    expect(trial.text).toContain('原文中“试点”的内容只在试点范围内')
    expect(trial.citations[0]?.commitment?.class).toBe('pilot')
    const lighter = compose(evidence(['shenzhen-20/14']), { quote: () => [0, 1] })
    expect(said(lighter, 'lead')[0]).toMatch(/对此有规定：$/)
  })
})

describe('a comparison', () => {
  const rows = ['dalian-43/31', 'shenzhen-20/1', 'gacc-2024-facilitation/6']

  test('of three is a table with a row and a citation for each', () => {
    const answer = compose(evidence(rows, { comparison: true }))
    const lines = answer.text.split('\n').filter((line) => line.startsWith('|'))
    expect(lines).toHaveLength(2 + rows.length)
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1)
    expect(cited(answer)).toEqual(rows)
    rows.forEach((id, place) => {
      expect(lines[place + 2]).toContain(directory.reference(measure(id), 'zh-Hans'))
      expect(lines[place + 2]).toContain(`[${place + 1}]`)
    })
  })

  test('of two is two paragraphs', () => {
    const answer = compose(evidence(rows.slice(0, 2), { comparison: true }))
    expect(answer.text).not.toContain('|')
    expect(answer.text.split('\n\n')).toHaveLength(2)
  })

  test('has a citation for each row, even past the number asked for', () => {
    const answer = compose(evidence(rows, { comparison: true }), { maxCitations: 1 })
    expect(cited(answer)).toEqual(rows)
  })
})

describe('what is not there', () => {
  test('a silence is certain or not, and said so', () => {
    const silence = (certain: boolean): string[] =>
      said(
        compose(evidence([RULING], { silent: [{ officeId: 'shenzhen-customs', certain }] })),
        'absence',
      )
    expect(silence(true)).toEqual(['深圳海关的文件中未找到相关内容。'])
    expect(silence(false)).toEqual(['深圳海关的文件中没有找到直接对应的措施。'])
  })

  test('an office with two documents is certainly silent only if both are', () => {
    const silent = [
      { officeId: 'hainan-ftp', certain: true },
      { officeId: 'hainan-ftp', certain: false },
    ]
    expect(said(compose(evidence([RULING], { silent })), 'absence')).toEqual([
      '海南自由贸易港的文件中没有找到直接对应的措施。',
    ])
  })

  test('an office that is not covered is named, before what others say', () => {
    const answer = compose(
      evidence(['shenzhen-20/17'], { uncovered: ['shanghai-customs'], fromOtherOffice: true }),
    )
    expect(answer.claims.map(({ kind }) => kind).slice(0, 2)).toEqual(['absence', 'lead'])
    expect(answer.text).toMatch(/^没有收录上海海关自己的文件。\s*以下是深圳海关的措施/)
  })

  test('a partial answer and a refusal end with where to turn, an answer does not', () => {
    const turned = (decision: Decision): string[] => said(compose(decision), 'signpost')
    expect(turned(evidence([RULING]))).toEqual([])
    expect(turned(evidence([RULING], { uncovered: ['shanghai-customs'] }))[0]).toContain('12360')
    const refused = compose({ kind: 'no-evidence', near: [], signposts: dutyRate, silent: [] })
    expect(said(refused, 'signpost')).toEqual(dutyRate.map(({ text }) => text['zh-Hans']))
    expect(refused.text.endsWith(dutyRate[0]?.text['zh-Hans'] ?? '-')).toBe(true)
  })

  test('for what an office does elsewhere one turns to it, with the hotline where it is its own', () => {
    const closing = (officeId: string): string | undefined =>
      said(compose(evidence([RULING], { uncovered: [officeId] })), 'signpost').at(-1)
    expect(closing('guangzhou-customs')).toBe(
      '广州海关如何办理，请向其确认，或拨打海关热线12360（中国内地）咨询。',
    )
    expect(closing('hong-kong-customs')).toBe('香港海关如何办理，请直接向其查询。')
  })

  test('the offices told of are offices: the list for the whole country is offered by itself', () => {
    const answer = compose({
      kind: 'office-not-covered',
      officeIds: ['xiamen-customs'],
      near: [],
      hasTopic: false,
    })
    expect(answer.text).toContain('目前收录的有：大连海关、深圳海关、海口海关、海南自由贸易港。')
    expect(answer.suggestions.map(({ label }) => label)).toEqual([
      document('gacc-2024-facilitation').data.title.names['zh-Hans'],
    ])
  })

  test('a number past the end gives the range and what may have been meant', () => {
    const answer = compose({
      kind: 'measure-not-found',
      missing: [{ documentId: 'shenzhen-20', number: 30 }],
    })
    expect(answer.text).toContain('只有第一条至第二十条')
    expect(answer.suggestions.map(({ label }) => label)).toEqual([
      '《深圳海关优化营商环境20条》第三条',
      '大连海关43项惠企措施第（三十）项',
      '《深圳海关优化营商环境20条》第二十条',
    ])
  })

  test('a bare number asks which document, with a question for each that has it', () => {
    const answer = compose({ kind: 'which-document', numbers: [25] })
    expect(answer.suggestions.map(({ question }) => question)).toEqual([
      '大连海关43项惠企措施第（二十五）项写了什么？',
      '2024年促进跨境贸易便利化专项行动任务表第25项写了什么？',
    ])
  })
})

describe('an overview', () => {
  test('of all tells each document with its count, and the sum', () => {
    const answer = compose({ kind: 'overview', documents: everything, everything: true })
    expect(answer.text).toContain('5份文件，共116项')
    for (const { data, measures } of everything) {
      const unit = data.numbering.unit['zh-Hans']
      const numbers = data.id === 'hainan-ftp-cases' ? '第3至第6' : `共${measures.length}`
      expect(answer.text).toContain(`${data.title.names['zh-Hans']}，${numbers}${unit}`)
    }
  })

  test('of all offers each document, of one its first measures', () => {
    const all = compose({ kind: 'overview', documents: everything, everything: true })
    expect(all.suggestions.map(({ question }) => question)).toEqual(
      everything.map(({ data }) => `${data.title.names['zh-Hans']}有哪些内容？`),
    )
    const documents = [document('hainan-ftp-cases')]
    const one = compose({ kind: 'overview', documents, everything: false })
    expect(one.suggestions.map(({ label }) => label)).toEqual(
      documents[0]?.measures.slice(0, 3).map((each) => directory.reference(each, 'zh-Hans')),
    )
  })

  test('tells an Arabic number as one would say it and joins the halves of a headline', () => {
    const documents = [document('hainan-ftp-cases')]
    const answer = compose({ kind: 'overview', documents, everything: false })
    expect(said(answer, 'lead')).toContain(
      '第5则：企业“一码通全岛”服务全覆盖，被国务院列入典型经验向全国推广',
    )
  })

  test('has the title of the cases in the words of each region', () => {
    const titleIn = (language: AnswerLanguage): string =>
      compose({ kind: 'overview', documents: everything, everything: true }, { language }).text
    expect(titleIn('zh-Hant-HK')).toContain('（新聞報道）')
    expect(titleIn('zh-Hant-TW')).toContain('（新聞報導）')
  })

  test('of a document with chapters tells the chapters and where they begin and end', () => {
    const documents = [document('dalian-43')]
    const answer = compose({ kind: 'overview', documents, everything: false })
    expect(said(answer, 'lead').slice(1, 5)).toEqual([
      '一、支持优质农食产品“优进优出”：8项，（一）至（八）',
      '二、畅通跨境贸易通道：12项，（九）至（二十）',
      '三、促进能矿产业、制造业高质量发展：12项，（二十一）至（三十二）',
      '四、提升涉企综合服务效能：11项，（三十三）至（四十三）',
    ])
  })

  test('of a document without chapters tells each title', () => {
    const documents = [document('shenzhen-20')]
    for (const language of LANGUAGES) {
      const answer = compose({ kind: 'overview', documents, everything: false }, { language })
      expect(answer.text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(20)
    }
  })
})
