import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.js'
import { loadCorpus } from './documents/load-corpus.js'
import type { Answer } from './domain/answer.js'
import { installDocument } from './ingest/document-store.js'
import { prepareDocument } from './ingest/prepare-document.js'
import { INVENTED_DOCUMENTS, READ_QUESTIONS, type ReadQuestion } from './new-documents.fixture.js'
import { openAssistant, type OpenedAssistant } from './open-assistant.js'
import { projectRoot } from './project-root.js'
import { createScriptConverter } from './scripts/convert-script.js'

/** Of the questions about documents that were just taken in, the share that must be answered rightly. */
const RIGHT_MIN_SHARE = 0.8

const root = mkdtempSync(join(tmpdir(), 'new documents '))
const folder = join(root, 'corpus')
let opened: OpenedAssistant
let answers: readonly Answer[]

beforeAll(async () => {
  cpSync(join(projectRoot, 'corpus'), folder, { recursive: true })
  const script = createScriptConverter()
  for (const { id, text } of INVENTED_DOCUMENTS) {
    const file = join(root, `${id}.txt`)
    writeFileSync(file, text)
    const { plan, office } = await prepareDocument(
      file,
      { id },
      loadCorpus(folder).corpus,
      (words, region) => script.toTraditional(words, region),
    )
    installDocument(folder, plan, office, undefined)
  }
  opened = await openAssistant({
    ...readConfig({ CORPUS_FOLDER: folder }),
    publicUrl: 'https://assistant.example',
  })
  const found: Answer[] = []
  for (const { question } of READ_QUESTIONS) found.push(await ask(question))
  answers = found
}, 300_000)

afterAll(async () => {
  await opened?.close()
  rmSync(root, { recursive: true, force: true })
})

const ask = (question: string): Promise<Answer> =>
  opened.assistant.answer({
    question,
    language: 'auto',
    mode: 'extractive',
    maxCitations: 5,
    trace: false,
  })

/** Those of the questions that were not answered as they should be, with what was said instead. */
function mistakes(among: (question: ReadQuestion) => boolean): string[] {
  return READ_QUESTIONS.flatMap((read, index) => {
    const first = answers[index]?.citations[0]?.measureId ?? null
    if (!among(read) || first === read.answer) return []
    return [`${read.question}: ${answers[index]?.outcome ?? ''} ${first ?? ''}`]
  })
}

describe('documents that were just taken in', () => {
  test('are asked about in as many questions that they answer as in others', () => {
    const answered = READ_QUESTIONS.filter(({ answer }) => answer !== null)
    expect(READ_QUESTIONS).toHaveLength(28)
    expect(answered).toHaveLength(14)
    const ids = opened.open.corpus.measures.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(answered.map(({ answer }) => answer)))
  })

  test('have neither lay questions nor English', () => {
    const own = opened.open.corpus.measures.filter(({ documentId }) =>
      INVENTED_DOCUMENTS.some(({ id }) => id === documentId),
    )
    expect(own).toHaveLength(10)
    expect(own.filter(({ id }) => opened.open.layQuestions.has(id))).toEqual([])
    expect(own.filter(({ translation }) => translation !== null)).toEqual([])
  })

  test('answer a plain question with the measure and its words', async () => {
    const answer = await ask('上海海关特殊物品审批要几天')
    expect(answer.outcome).toBe('answered')
    expect(answer.citations[0]?.measureId).toBe('shanghai-invented/2')
    expect(answer.text).toContain('5个工作日')
  })

  test('answer what they say and do not what they leave unsaid, nearly always', () => {
    const wrong = mistakes(() => true)
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(
      READ_QUESTIONS.length * (1 - RIGHT_MIN_SHARE),
    )
  })

  test('neither are questions refused nor others answered more often than that', () => {
    for (const isAnswered of [true, false]) {
      const wrong = mistakes(({ answer }) => (answer !== null) === isAnswered)
      expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(14 * (1 - RIGHT_MIN_SHARE) + 1)
    }
  })
})
