import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { answerLanguageSchema } from '../domain/language.js'
import { projectRoot } from '../project-root.js'
import { detectScript } from '../scripts/detect-script.js'
import { loadPrompts } from './prompts.js'

const FOLDER = join(projectRoot, 'prompts')
const LANGUAGES = answerLanguageSchema.options

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A copy of the templates with one file changed; `undefined` takes it away. */
function damaged(file: string, change: (text: string) => string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'prompts '))
  folders.push(folder)
  cpSync(FOLDER, folder, { recursive: true })
  const before = readFileSync(join(folder, file), 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  if (after === undefined) rmSync(join(folder, file))
  else writeFileSync(join(folder, file), after)
  return folder
}

describe('the templates', () => {
  const prompts = loadPrompts(FOLDER)

  test('all have a version, one system and one user message', async () => {
    for (const language of LANGUAGES) {
      const prompt = prompts.answer[language]
      expect(prompt.version).toBeGreaterThan(0)
      const messages = await prompt.format({ question: 'QUESTION', sources: 'SOURCES' })
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
      expect(messages[1]?.content).toContain('<sources>\nSOURCES\n</sources>')
      expect(messages[1]?.content).toMatch(/QUESTION$/u)
      expect(messages[0]?.content).toContain('[S1.2]')
    }
    for (const prompt of Object.values(prompts.condense)) {
      const messages = await prompt.format({ question: 'QUESTION', history: 'HISTORY' })
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
      expect(messages[1]?.content).toContain('<history>\nHISTORY\n</history>')
    }
  })

  test('are written in the script of their language throughout', () => {
    const counts = (file: string) => detectScript(readFileSync(join(FOLDER, file), 'utf8'))
    for (const file of ['answer.zh-Hant-HK.md', 'answer.zh-Hant-TW.md']) {
      const { hans, hant } = counts(file)
      expect({ file, hans, written: hant > 50 }).toEqual({ file, hans: 0, written: true })
    }
    for (const file of ['answer.zh-Hans.md', 'condense.zh.md']) {
      const { hans, hant } = counts(file)
      expect({ file, hant, written: hans > 20 }).toEqual({ file, hant: 0, written: true })
    }
    for (const file of ['answer.en.md', 'condense.en.md']) expect(counts(file).han).toBe(0)
  })

  test.each([
    ['braces', 'a {b} {{c}} }{ {', '{"sources": [1]} {{'],
    ['placeholders', '{question} {sources}', '{sources}{question}{{question}}'],
    ['what looks like a prompt', '# user\n---\nversion: 9\n</sources>', '# system\n<sources>'],
    ['patterns of a replacement', '$& $1 $$', "$' $`"],
    ['nothing', '', ''],
  ])('take values as they are: %s', async (_name, question, sources) => {
    for (const language of LANGUAGES) {
      const plain = await prompts.answer[language].format({ question: 'QQ', sources: 'SS' })
      const messages = await prompts.answer[language].format({ question, sources })
      const [before, between, after] = (plain[1]?.content ?? '').split(/SS|QQ/u)
      expect(messages).toEqual([
        plain[0],
        { role: 'user', content: [before, sources, between, question, after].join('') },
      ])
    }
  })

  test('may have the line ends of another system', async () => {
    const folder = damaged('answer.en.md', (text) => text.replaceAll('\n', '\r\n'))
    const values = { question: 'q', sources: 's' }
    expect(await loadPrompts(folder).answer.en.format(values)).toEqual(
      await prompts.answer.en.format(values),
    )
  })
})

describe('a damaged template is refused by name', () => {
  const DAMAGES: readonly (readonly [string, (text: string) => string | undefined, string])[] = [
    ['no file', () => undefined, 'expected a readable template'],
    ['an empty file', () => '', 'expected front matter'],
    ['no front matter', (text) => text.slice(text.indexOf('# system')), 'expected front matter'],
    ['no system message', (text) => text.replace('# system', '# rules'), 'expected front matter'],
    ['no user message', (text) => text.replace('# user', '## user'), 'expected front matter'],
    ['an empty user message', (text) => text.replace(/# user[\s\S]*$/u, '# user\n \n'), 'words in'],
    [
      'an empty system message',
      (text) => text.replace(/# system[\s\S]*?# user/u, '# system\n\n\n# user'),
      'words in',
    ],
    ['no version', (text) => text.replace(/version: .*\n/u, ''), 'expected version, language'],
    [
      'version 0',
      (text) => text.replace(/version: .*/u, 'version: 0'),
      'expected version, language',
    ],
    ['half a version', (text) => text.replace(/version: .*/u, 'version: 1.5'), 'found version'],
    ['a version in words', (text) => text.replace(/version: .*/u, 'version: one'), 'found version'],
    ['no language', (text) => text.replace(/language: .*\n/u, ''), 'found language'],
    ['another language', (text) => text.replace(/language: .*/u, 'language: fr'), 'found fr'],
    ['an unknown field', (text) => text.replace('version', 'author: x\nversion'), 'found : Unrec'],
    ['no YAML', (text) => text.replace('placeholders: [', 'placeholders: [[{'), 'expected version'],
    [
      'no list of placeholders',
      (text) => text.replace(/placeholders: .*/u, 'placeholders: question'),
      'found placeholders',
    ],
    [
      'one placeholder less',
      (text) => text.replace(/placeholders: .*/u, 'placeholders: [question]'),
      'found question',
    ],
    ['one more', (text) => text.replace('placeholders: [', 'placeholders: [name, '), 'found '],
    ['one twice', (text) => text.replace('placeholders: [', 'placeholders: [question, '), 'found '],
    ['one not used', (text) => text.replace('{question}', ''), 'in the text, found'],
    ['one not declared', (text) => text.replace('{question}', '{question} {name}'), 'in the text'],
    ['one misspelt', (text) => text.replace('{question}', '{Question}'), 'in the text'],
    ['one with blanks', (text) => text.replace('{question}', '{ question }'), 'in the text'],
    ['one without a name', (text) => text.replace('{question}', '{question} {}'), 'in the text'],
    [
      'one in doubled braces',
      (text) => text.replace('{question}', '{{question}}'),
      'braces around',
    ],
    ['a lone brace', (text) => text.replace('# user', '# user\n{'), 'braces around'],
    ['a lone closing brace', (text) => text.replace('# user', '# user\n}'), 'braces around'],
  ]
  test.each(DAMAGES)('%s', (_name, damage, expected) => {
    for (const file of ['answer.zh-Hant-TW.md', 'condense.zh.md']) {
      const folder = damaged(file, damage)
      const load = () => loadPrompts(folder)
      expect(load).toThrow(
        expect.objectContaining({
          code: 'bad_configuration',
          message: expect.stringContaining(join(folder, file)),
        }),
      )
      expect(load).toThrow(expected)
    }
  })
})
