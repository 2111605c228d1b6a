import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { AnswerLanguage } from '../domain/language.js'
import { AppError, messageOf } from '../errors.js'
import type { ChatMessage } from './chat-model.js'

const frontMatterSchema = z.strictObject({
  version: z.int().positive(),
  language: z.string().min(1),
  placeholders: z.array(z.string().regex(/^[a-z]+$/)).min(1),
})

/** A checked template of one system and one user message. */
export interface Prompt<Placeholder extends string> {
  readonly version: number
  /** Fills in the placeholders; values are taken as they are, braces included. */
  format(values: Readonly<Record<Placeholder, string>>): Promise<ChatMessage[]>
}

/** All templates that an assistant with a model uses. */
export interface Prompts {
  readonly answer: Readonly<Record<AnswerLanguage, Prompt<'question' | 'sources'>>>
  readonly condense: Readonly<Record<'zh' | 'en', Prompt<'history' | 'question'>>>
}

const FILE = /^---\n([\s\S]*?)\n---\n# system\n([\s\S]+?)\n# user\n([\s\S]+)$/
const PLACEHOLDER = /\{([^{}]*)\}/gu

/**
 * Reads and checks all templates of a folder.
 *
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadPrompts(folder: string): Prompts {
  const answer = (language: AnswerLanguage) =>
    loadPrompt(join(folder, `answer.${language}.md`), language, ['question', 'sources'])
  const condense = (language: 'zh' | 'en') =>
    loadPrompt(join(folder, `condense.${language}.md`), language, ['history', 'question'])
  return {
    answer: {
      'zh-Hans': answer('zh-Hans'),
      'zh-Hant-HK': answer('zh-Hant-HK'),
      'zh-Hant-TW': answer('zh-Hant-TW'),
      en: answer('en'),
    },
    condense: { zh: condense('zh'), en: condense('en') },
  }
}

/**
 * Reads and checks one template.
 *
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadPrompt<Placeholder extends string>(
  file: string,
  language: string,
  placeholders: readonly Placeholder[],
): Prompt<Placeholder> {
  const bad = (expected: string, found: string): AppError =>
    new AppError('bad_configuration', `${file}: expected ${expected}, found ${found}`)
  let text: string
  try {
    text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  } catch (error) {
    throw bad('a readable template', messageOf(error))
  }
  const parts = FILE.exec(text)
  if (parts === null) throw bad('front matter, "# system" and "# user"', 'another form')
  const matter = frontMatterSchema.safeParse(parseYaml(parts[1] ?? ''))
  if (!matter.success) {
    const issue = matter.error.issues[0]
    throw bad('version, language and placeholders', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  if (matter.data.language !== language) throw bad(`language ${language}`, matter.data.language)
  const system = (parts[2] ?? '').trim()
  const user = (parts[3] ?? '').trim()
  if (system === '' || user === '') throw bad('words in both messages', 'an empty one')
  const wanted = [...placeholders].toSorted().join(', ')
  const declared = matter.data.placeholders.toSorted().join(', ')
  if (declared !== wanted) throw bad(`placeholders ${wanted}`, declared)
  const both = `${system}\n${user}`
  // A doubled brace is a plain one to LangChain, a lone one fails with the first question.
  if (/[{}]/u.test(both.replace(PLACEHOLDER, ''))) {
    throw bad('braces around placeholders only', 'a lone or doubled brace')
  }
  const used = new Set([...both.matchAll(PLACEHOLDER)].map(([, name = '']) => name))
  if ([...used].toSorted().join(', ') !== wanted) {
    throw bad(`{${wanted}} in the text`, [...used].join(', '))
  }
  return {
    version: matter.data.version,
    async format(values) {
      // Loaded with the first question to a model: most servers have none.
      const { ChatPromptTemplate } = await import('@langchain/core/prompts')
      const messages = await ChatPromptTemplate.fromMessages([
        ['system', system],
        ['human', user],
      ]).formatMessages({ ...values })
      return messages.map((message, index) => ({
        role: index === 0 ? 'system' : 'user',
        content: message.text,
      }))
    },
  }
}

function parseYaml(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    return messageOf(error)
  }
}
