import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { QUESTION_MAX_LENGTH } from '../domain/answer.js'

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const
type PromptLanguage = (typeof LANGUAGES)[number]

/** What is asked in each language; `{}` stands for what the user gives. */
type Wording = Readonly<Record<PromptLanguage, string>>

const ASK: Wording = {
  'zh-Hans':
    '请用 ask_measures 工具回答下面的问题。每个说法都写明海关单位、措施编号和链接；文件没有说的，请直接说明没有。\n\n问题：{}',
  'zh-Hant':
    '請用 ask_measures 工具回答下面的問題。每個說法都寫明海關單位、措施編號和連結；文件沒有說的，請直接說明沒有。\n\n問題：{}',
  en: 'Answer the question below with the ask_measures tool. Give the office, the measure number and the link with every statement; say so where the documents say nothing.\n\nQuestion: {}',
}

const COMPARE: Wording = {
  'zh-Hans':
    '请用 search_measures 和 read_measure 工具，比较各海关单位在下面这个主题上的措施。逐一列出单位、编号、链接和原文要点，再说明异同；引用原文前用 check_citation 核对。\n\n主题：{}',
  'zh-Hant':
    '請用 search_measures 和 read_measure 工具，比較各海關單位在下面這個主題上的措施。逐一列出單位、編號、連結和原文要點，再說明異同；引用原文前用 check_citation 核對。\n\n主題：{}',
  en: 'Compare what the customs offices offer on the topic below, with the tools search_measures and read_measure. List office, number, link and main points of each measure, then say what they share and where they differ; check quotes with check_citation.\n\nTopic: {}',
}

const EXPLAIN: Wording = {
  'zh-Hans':
    '请用 read_measure 工具读出下面这项措施，用不懂海关业务的人也能明白的话解释：给谁、怎么办、有什么条件。不要添加原文没有的内容，并写明单位、编号和链接。\n\n措施：{}',
  'zh-Hant':
    '請用 read_measure 工具讀出下面這項措施，用不懂海關業務的人也能明白的話解釋：給誰、怎麼辦、有什麼條件。不要添加原文沒有的內容，並寫明單位、編號和連結。\n\n措施：{}',
  en: 'Read the measure below with the read_measure tool and explain it in words that somebody new to customs understands: who it is for, how it is done, on what conditions. Add nothing that the original does not say, and give office, number and link.\n\nMeasure: {}',
}

const given = z.string().min(1).max(QUESTION_MAX_LENGTH)

/** The prompts `ask-policy`, `compare-measures` and `explain-simply`, each in three languages. */
export function registerPrompts(server: McpServer, measureIds: readonly string[]): void {
  const language = completable(
    z.enum(LANGUAGES).optional().describe('Language of the prompt; zh-Hans when left out'),
    (typed) => LANGUAGES.filter((known) => known.startsWith(typed ?? '')),
  )
  server.registerPrompt(
    'ask-policy',
    {
      title: '问政策 · 問政策 · Ask about the measures',
      description: 'One question, answered with office, measure number and link',
      argsSchema: z.object({ question: given.describe('The question'), language }),
    },
    ({ question, language: chosen }) => prompt(ASK, question, chosen),
  )
  server.registerPrompt(
    'compare-measures',
    {
      title: '比较措施 · 比較措施 · Compare measures',
      description: 'What each office offers on one topic',
      argsSchema: z.object({ topic: given.describe('The topic'), language }),
    },
    ({ topic, language: chosen }) => prompt(COMPARE, topic, chosen),
  )
  server.registerPrompt(
    'explain-simply',
    {
      title: '简单解释 · 簡單解釋 · Explain simply',
      description: 'One measure in everyday words',
      argsSchema: z.object({
        measure: completable(given.describe('Id of a measure, such as dalian-43/33'), (typed) =>
          measureIds.filter((id) => id.startsWith(typed)),
        ),
        language,
      }),
    },
    ({ measure, language: chosen }) => prompt(EXPLAIN, measure, chosen),
  )
}

function prompt(
  wording: Wording,
  words: string,
  language: PromptLanguage = 'zh-Hans',
): GetPromptResult {
  // A function, as `$` in the words would mean something otherwise.
  const text = wording[language].replace('{}', () => words)
  return { messages: [{ role: 'user', content: { type: 'text', text } }] }
}
