import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Answer } from '../../domain/answer.js'
import { projectRoot } from '../../project-root.js'
import { answerFaults } from '../answer-faults.js'
import { closeTestAssistant, openTestAssistant } from '../open-test-assistant.js'
import { promptSentences } from '../prompt-sources.js'
import type { Script } from '../scripted-model-server.js'
import { honestScript, serveAssistant, type ServedAssistant } from '../served-assistant.js'

const TIMEOUT_MS = 300_000
/** Every so manieth question of the evaluation's: all of them take minutes. */
const STEP = 12

const caseSchema = z.looseObject({
  question: z.string(),
  language: z.string(),
  history: z.array(z.looseObject({ role: z.string(), content: z.string() })).optional(),
  outcome: z.string(),
})
const folder = join(projectRoot, 'eval/questions')
const casesOf = (name: string) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => caseSchema.parse(JSON.parse(line)))
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
const sample = files.flatMap(casesOf).filter((_, index) => index % STEP === 0)

const opened = await openTestAssistant()
const { corpus } = opened.open
let script: Script = honestScript()
let served: ServedAssistant
beforeAll(async () => {
  served = await serveAssistant(opened, { script: (body, turn) => script(body, turn) })
})
afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

/** Digits of a text; those of Chinese numerals are for the verifier's own tests. */
const numbersIn = (text: string): string[] => text.match(/\d+(?:\.\d+)?/gu) ?? []

/** What is wrong with an answer that states something: a claim without source, a number of nowhere. */
function unsupported(answer: Answer): string[] {
  const faults = answerFaults(answer, corpus)
  for (const { kind, text, citations } of answer.claims) {
    if (kind !== 'statement') continue
    const cited = answer.citations.filter(({ number }) => citations.includes(number))
    const sources = cited.map(({ measureId, quote, translation }) => {
      const measure = corpus.measures.find(({ id }) => id === measureId)
      const own = `${measure?.number ?? ''} ${measure?.text ?? ''} ${measure?.translation?.text ?? ''}`
      return `${own} ${quote} ${translation?.text ?? ''}`
    })
    for (const number of numbersIn(text)) {
      if (!sources.join(' ').includes(number)) faults.push(`${number} in "${text}" has no source`)
    }
  }
  return faults
}

/** The text of an answer without what is said by itself, that is: all it claims of measures. */
const statements = ({ claims }: Answer): string =>
  claims
    .filter(({ kind }) => kind === 'statement')
    .map(({ text }) => text)
    .join('\n')

describe('LLM09 misinformation', { timeout: TIMEOUT_MS }, () => {
  test('no claim without a source, over a sample of all questions', async () => {
    expect(sample.length).toBeGreaterThan(60)
    const outcomes = new Map<string, number>()
    for (const { question, language, history } of sample) {
      const answer = await served.ask({
        question,
        language,
        mode: 'extractive',
        ...(history === undefined ? {} : { history }),
      })
      expect(unsupported(answer), question).toEqual([])
      outcomes.set(answer.outcome, (outcomes.get(answer.outcome) ?? 0) + 1)
    }
    // The sample has questions that are answered, and others.
    expect(outcomes.get('answered')).toBeGreaterThan(20)
    expect(outcomes.size).toBeGreaterThanOrEqual(5)
  })

  test('what no measure says is not answered, whatever the model would like to say', async () => {
    script = (body) => {
      const mark = promptSentences(body)[0]?.mark ?? ''
      return [{ text: `电话是010-65194114，费用为88元${mark}。` }, { text: '办理需要3天。' }]
    }
    for (const { question, language } of casesOf('unanswerable.jsonl').slice(0, 30)) {
      const answer = await served.ask({ question, language })
      expect(unsupported(answer), question).toEqual([])
      expect(answer.text).not.toMatch(/65194114|88元|3天/u)
    }
  })

  test.each<readonly [string, (sentence: string, mark: string) => string]>([
    ['without a source', (sentence) => `${sentence}。`],
    ['with a source that is not there', (sentence) => `${sentence}[S99.1]。`],
    ['with its own number for one', (sentence) => `${sentence}[1]。`],
    ['with an address for one', (sentence) => `${sentence}（来源：海关总署官网）。`],
    ['with invented figures', (_, mark) => `企业可享受减免8888万元的优惠${mark}。`],
    ['with a measure of its own', (_, mark) => `大连海关第99条规定一律免税${mark}。`],
    ['with a promise', (_, mark) => `海关承诺所有申请当天办结${mark}。`],
    ['with a date', (_, mark) => `该措施自2031年1月1日起施行${mark}。`],
  ])('a sentence %s is no claim of an answer', async (_, write) => {
    let written = ''
    script = (body) => {
      const sentence = promptSentences(body).find(({ index }) => index > 0)
      // Reworded a little, so that the extracted words are not the same.
      const words = `据悉${sentence?.text.replace(/[。；]$/u, '') ?? ''}`
      written = write(words, sentence?.mark ?? '')
      return [{ text: written }]
    }
    for (const question of [
      '免税进口的科研仪器设备换地点使用，每次都要报大连海关吗？',
      '深圳海关培育高级认证企业有哪些方式？',
      '海口海关对急需医疗器械有什么便利？',
    ]) {
      written = ''
      const answer = await served.ask({ question })
      expect(written).not.toBe('')
      expect(unsupported(answer)).toEqual([])
      expect(answer.mode).toBe('extractive')
      expect(answer.notices).toContain('model_unavailable')
      const plain = written.replace(/\[[^\]]*\]|。/gu, '')
      expect(statements(answer)).not.toContain(plain)
      expect(answer.text).not.toMatch(/据悉|8888|第99条|当天办结|2031/u)
    }
  })

  test('a measure out of range is said not to exist, in every document', async () => {
    script = () => [{ text: '该条规定一律免税。' }]
    for (const { data } of corpus.documents) {
      const { id, numbering, aliases } = data
      const question = `${aliases[0] ?? id}第${numbering.last + 1}条是什么？`
      const answer = await served.ask({ question, filters: { documents: [id] } })
      expect(answer.outcome, question).toBe('measure_not_found')
      expect(answer.citations).toEqual([])
    }
  })
})
