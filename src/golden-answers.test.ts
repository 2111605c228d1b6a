import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Answer, answerRequestSchema, outcomeSchema } from './domain/answer.js'
import { type AnswerLanguage, answerLanguageSchema } from './domain/language.js'
import { projectRoot } from './project-root.js'
import { answerFaults } from './testing/answer-faults.js'
import { closeTestAssistant, openTestAssistant } from './testing/open-test-assistant.js'

/** One question in each written form, in the words of people who write so. */
interface GoldenQuestion {
  /** What kind of answer it shows; the heading in the file. */
  readonly shows: string
  readonly asked: Readonly<Record<AnswerLanguage, string>>
  /** What was asked and answered before it. */
  readonly after?: Readonly<Record<AnswerLanguage, string>>
}

const QUESTIONS: readonly GoldenQuestion[] = [
  {
    shows: 'a measure by its number',
    asked: {
      'zh-Hans': '深圳海关20条的第十四条讲的是什么？',
      'zh-Hant-HK': '深圳海關20條入面第十四條講甚麼？',
      'zh-Hant-TW': '請問深圳海關20條第十四條的內容是什麼？',
      en: 'What does Measure 14 of the Shenzhen Customs list say?',
    },
  },
  {
    shows: 'a range of numbers',
    asked: {
      'zh-Hans': '把大连海关第25到第26项给我看看',
      'zh-Hant-HK': '想睇大連海關第25至第26項',
      'zh-Hant-TW': '請列出大連海關第25到第26項',
      en: 'Show me Dalian Customs measures 25 to 26',
    },
  },
  {
    shows: 'one measure with its conditions, and whether it can be used now',
    asked: {
      'zh-Hans': '木托盘已经取样送检，检疫结果还没出来，现在能先把货提走吗？',
      'zh-Hant-HK': '木卡板已經抽樣送檢，檢疫結果未出，現在可以提走批貨先嗎？',
      'zh-Hant-TW': '木棧板已經取樣送驗，檢疫結果還沒出來，現在可以先把貨提走嗎？',
      en: 'Our wooden pallets have been sampled for quarantine testing. Is it already possible to pick up the cargo before the result is out?',
    },
  },
  {
    shows: 'two measures',
    asked: {
      'zh-Hans': '想在综保区建跨境电商退货中心仓，海关支持吗？',
      'zh-Hant-HK': '想在綜合保稅區設跨境電商退貨中心倉，海關支持嗎？',
      'zh-Hant-TW': '想在綜合保稅區設跨境電商退貨中心倉，海關有支持嗎？',
      en: 'We want to set up a cross-border e-commerce returns centre in a comprehensive bonded zone. Is that supported?',
    },
  },
  {
    shows: 'a comparison table',
    asked: {
      'zh-Hans': '哪些海关对主动披露的企业从轻处理或者不罚？',
      'zh-Hant-HK': '邊啲海關對主動披露的企業從輕處理或者不罰？',
      'zh-Hant-TW': '哪些海關對主動披露的企業從輕處理或不予處罰？',
      en: 'Which customs offices reduce or waive penalties for companies that make a voluntary disclosure?',
    },
  },
  {
    shows: 'less than a promise',
    asked: {
      'zh-Hans': '国外上市了、国内还没注册的研发用医疗器械能进口吗？',
      'zh-Hant-HK': '外國已上市但內地未註冊的研發用醫療儀器，可以進口嗎？',
      'zh-Hant-TW': '國外已上市、大陸還沒註冊的研發用醫療器材可以進口嗎？',
      en: 'Can we import medical devices for research that are on sale abroad but not yet registered in China?',
    },
  },
  {
    shows: 'a pilot, and whether it can be used now',
    asked: {
      'zh-Hans': '深圳的加工贸易企业现在就能用“保税+ERP”吗？',
      'zh-Hant-HK': '深圳的加工貿易企業現在可以用「保稅+ERP」嗎？',
      'zh-Hant-TW': '深圳的加工貿易業者現在就可以用「保稅+ERP」嗎？',
      en: 'Can a processing trade company in Shenzhen use “bonded + ERP” supervision now?',
    },
  },
  {
    shows: 'a press report',
    asked: {
      'zh-Hans': '香港公司去海南登记，主体资格公证书现在要多少页？',
      'zh-Hant-HK': '香港公司去海南登記，主體資格公證書要幾多頁？',
      'zh-Hant-TW': '香港公司到海南登記，主體資格公證書要幾頁？',
      en: 'How many pages does the notarised proof of status of a Hong Kong company registering in Hainan have?',
    },
  },
  {
    shows: 'who is responsible, which is stated',
    asked: {
      'zh-Hans': '给优质外贸综合服务企业的便利由哪个部门负责？',
      'zh-Hant-HK': '給優質外貿綜合服務企業的便利由哪個部門負責？',
      'zh-Hant-TW': '給優質外貿綜合服務業者的便利由哪個單位負責？',
      en: 'Which authority is responsible for the help given to good foreign trade service companies?',
    },
  },
  {
    shows: 'something that the measure does not state',
    asked: {
      'zh-Hans': '在大连的综保区做飞机保税租赁要交哪些材料？',
      'zh-Hant-HK': '在大連綜合保稅區做飛機保稅租賃，要交甚麼文件？',
      'zh-Hant-TW': '在大連綜合保稅區辦飛機保稅租賃，要檢附哪些文件？',
      en: 'What documents do I need for bonded leasing of aircraft in Dalian?',
    },
  },
  {
    shows: 'a follow-up',
    after: {
      'zh-Hans': '急着进口先缴了税，减免税手续还能补办吗？',
      'zh-Hant-HK': '趕住進口先交咗稅，減免稅手續可唔可以補辦？',
      'zh-Hant-TW': '因為緊急進口先繳了稅，減免稅手續可以補辦嗎？',
      en: 'We paid the duty because the import was urgent. Can we still apply for duty relief?',
    },
    asked: {
      'zh-Hans': '期限是多久？',
      'zh-Hant-HK': '期限是多久？',
      'zh-Hant-TW': '期限是多久？',
      en: 'How long do we have?',
    },
  },
  {
    shows: 'an office that is not covered, with the national list',
    asked: {
      'zh-Hans': '广州海关对鲜活农产品通关有没有绿色通道？',
      'zh-Hant-HK': '廣州海關對鮮活農產品清關有沒有綠色通道？',
      'zh-Hant-TW': '廣州海關對生鮮農產品通關有沒有綠色通道？',
      en: 'Is there a green lane for fresh farm produce at Guangzhou Customs?',
    },
  },
  {
    shows: 'an office that is not covered, without it',
    asked: {
      'zh-Hans': '厦门海关出台过哪些便利措施？',
      'zh-Hant-HK': '廈門海關推出過甚麼便利措施？',
      'zh-Hant-TW': '廈門海關推出過哪些便利措施？',
      en: 'Which facilitation measures has Xiamen Customs announced?',
    },
  },
  {
    shows: 'a covered and an uncovered office',
    asked: {
      'zh-Hans': '深圳海关和黄埔海关对展会的展品有什么便利？',
      'zh-Hant-HK': '深圳海關同黃埔海關對展覽會的展品有甚麼便利？',
      'zh-Hant-TW': '深圳海關和黃埔海關對展覽會的展品有什麼便利？',
      en: 'What do Shenzhen Customs and Huangpu Customs offer for exhibits at trade fairs?',
    },
  },
  {
    shows: 'a customs matter that no measure speaks to',
    asked: {
      'zh-Hans': '进口咖啡豆的商品编码是多少？',
      'zh-Hant-HK': '進口咖啡豆的HS編碼係幾多？',
      'zh-Hant-TW': '進口咖啡豆的稅則號別是多少？',
      en: 'What is the HS code for imported coffee beans?',
    },
  },
  {
    shows: 'a matter that is not for customs',
    asked: {
      'zh-Hans': '去日本旅游怎么办理签证？',
      'zh-Hant-HK': '去日本旅行要點樣申請簽證？',
      'zh-Hant-TW': '去日本旅遊要怎麼申請簽證？',
      en: 'How do I apply for a tourist visa for Japan?',
    },
  },
  {
    shows: 'all there is',
    asked: {
      'zh-Hans': '你这里收录了哪些文件？',
      'zh-Hant-HK': '你們收錄了哪些文件？',
      'zh-Hant-TW': '這裡收錄了哪些文件？',
      en: 'Which documents do you hold?',
    },
  },
  {
    shows: 'what a document holds',
    asked: {
      'zh-Hans': '海南自贸港案例有哪几个？',
      'zh-Hant-HK': '海南自貿港案例有哪幾個？',
      'zh-Hant-TW': '海南自貿港案例有哪幾則？',
      en: 'Which Hainan Free Trade Port cases are there?',
    },
  },
  {
    shows: 'a question back',
    asked: {
      'zh-Hans': '有什么便利政策？',
      'zh-Hant-HK': '有甚麼便利政策？',
      'zh-Hant-TW': '有什麼便利政策？',
      en: 'What benefits are there?',
    },
  },
  {
    shows: 'a number past the end',
    asked: {
      'zh-Hans': '大连海关第五十项是什么？',
      'zh-Hant-HK': '大連海關第五十項是甚麼？',
      'zh-Hant-TW': '大連海關第五十項是什麼？',
      en: 'What is measure 50 of Dalian Customs?',
    },
  },
]

/** The reviewed answers; beside this file, so that a change of an answer is seen in a diff. */
const FILE = 'golden-answers.md'

const INTRODUCTION = `# Golden answers

What the assistant answers to twenty questions in four written forms, to be read as one would before
sending it under an office's name. Written by \`src/golden-answers.test.ts\`; after a change of an answer that is
meant, read it here in the diff and accept it by \`npx vitest run --config src/testing/vitest.config.ts
src/golden-answers.test.ts -u\`.
`

const { assistant } = await openTestAssistant()
afterAll(closeTestAssistant)

const LANGUAGES = answerLanguageSchema.options

async function ask(
  { asked, after }: GoldenQuestion,
  language: AnswerLanguage,
): Promise<{ question: string; answer: Answer }> {
  const send = (question: string, history: object[] = []): Promise<Answer> =>
    assistant.answer(answerRequestSchema.parse({ question, language, history }))
  const question = asked[language]
  if (after === undefined) return { question, answer: await send(question) }
  const before = await send(after[language])
  const history = [
    { role: 'user', content: after[language] },
    {
      role: 'assistant',
      content: before.text,
      measures: before.citations.map(({ measureId }) => measureId),
    },
  ]
  return { question: `${after[language]} … ${question}`, answer: await send(question, history) }
}

const golden = await Promise.all(
  QUESTIONS.flatMap((question) =>
    LANGUAGES.map(async (language) => ({
      shows: question.shows,
      language,
      ...(await ask(question, language)),
    })),
  ),
)

/** An answer as a reader sees it, without ids, addresses and times. */
function render({ language, question, answer }: (typeof golden)[number]): string {
  const list = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `_${name}_`, '', ...lines.map((line) => `- ${line}`)]
  return [
    `### ${language}: ${question}`,
    '',
    `\`${answer.outcome}\`${answer.notices.map((notice) => ` · ${notice}`).join('')}`,
    '',
    ...answer.text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`)),
    ...list(
      'Citations',
      answer.citations.map(
        ({ number, reference, quote }) =>
          `[${number}] ${reference}: 「${quote.replaceAll('\n', ' ⏎ ')}」`,
      ),
    ),
    ...list(
      'Related',
      answer.related.map(({ reference, title, reason }) => `${reference} · ${title} · ${reason}`),
    ),
    ...list(
      'Suggestions',
      answer.suggestions.map(({ label, question: next }) =>
        label === next ? label : `${label} → ${next}`,
      ),
    ),
    '',
  ].join('\n')
}

/** The answers by their headings: the first part is what stands before them. */
const parts = (markdown: string): string[] => markdown.split(/^(?=### )/mu)

/** What to read first when the file and the answers differ. */
function firstDifference(markdown: string): string {
  const file = join(projectRoot, 'src', FILE)
  const known = parts(existsSync(file) ? readFileSync(file, 'utf8') : '')
  const changed = parts(markdown).find((part, index) => part !== known[index])
  return [
    `expected the answers of src/${FILE}, found another one, the first:`,
    changed ?? '(one that is no longer asked)',
    'If it is as it should be: npx vitest run --config src/testing/vitest.config.ts src/golden-answers.test.ts -u',
  ].join('\n\n')
}

describe('every answer', () => {
  /** What a person who reads them aloud would stumble over, whatever the answers say. */
  const STUMBLES: readonly (readonly [string, RegExp])[] = [
    [
      'a half-width mark between Chinese characters',
      /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}/u,
    ],
    ['a blank between Chinese characters', /\p{Script=Han} +\p{Script=Han}/u],
    ['a mark after a mark', /[，。；：、][，。；：、]|(?<!\.)\.\.(?!\.)|\?\.|, ,/u],
    ['a hole', /“”|「」|（）|\(\)|undefined|null| {2}/u],
  ]
  const cases = golden.map((each) => [each.question, each] as const)

  test.each(cases)('%s: sound and in the language of the question', (_, { answer, language }) => {
    expect(answerFaults(answer, assistant.corpus)).toEqual([])
    expect(answer.language).toBe(language)
  })

  test.each(cases)('%s: reads without a stumble', (_, { answer }) => {
    // Quotes of originals in an English answer are as published.
    const shown = answer.language === 'en' ? answer.text.replace(/「[^」]*」/gu, '…') : answer.text
    expect(STUMBLES.filter(([, mark]) => mark.test(shown)).map(([name]) => name)).toEqual([])
  })

  test.each(cases)('%s: says nothing twice and ends its sentences', (_, { answer }) => {
    const said = answer.claims.map(({ text }) => text)
    expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([])
    const statements = answer.claims.filter(({ kind }) => kind !== 'lead')
    expect(
      statements.map(({ text }) => text).filter((text) => !/[。！？；.!?」]$/u.test(text)),
    ).toEqual([])
  })
})

test('all kinds of outcome but the refusal of an attempt are shown, in each form alike', () => {
  const outcomes = LANGUAGES.map((language) =>
    golden.filter((each) => each.language === language).map(({ answer }) => answer.outcome),
  )
  expect(new Set(outcomes[0])).toEqual(
    new Set(outcomeSchema.options.filter((outcome) => outcome !== 'guardrail')),
  )
  for (const other of outcomes) expect(other).toEqual(outcomes[0])
})

test('the answers are those that were read', async () => {
  const sections = QUESTIONS.map(({ shows }, index) =>
    [
      `## ${index + 1}. ${shows}\n`,
      ...golden.filter((each) => each.shows === shows).map(render),
    ].join('\n'),
  )
  const markdown = [INTRODUCTION, ...sections].join('\n')
  await expect(markdown, firstDifference(markdown)).toMatchFileSnapshot(FILE)
})
