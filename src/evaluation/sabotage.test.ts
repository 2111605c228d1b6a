import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Assistant, createAssistant } from '../assistant.js'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { Corpus } from '../domain/corpus.js'
import { gateModelSchema } from '../domain/gate.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { type OpenedAssistant, openAssistant } from '../open-assistant.js'
import type { OpenCorpus } from '../pipeline.js'
import { projectRoot } from '../project-root.js'
import { createGate, type Gate, loadGate } from '../retrieval/gate.js'
import type { SearchIndex } from '../retrieval/search-index.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { createRegionalWording } from '../scripts/regional-wording.js'
import { type Baseline, baselineOf } from './baseline.js'
import { loadQuestions, questionFiles } from './load-questions.js'
import { loadPromiseSources } from './promises/promise-sources.js'
import { makeReport } from './report/report.js'
import { runQuestions } from './run-questions.js'
import { scoringContext } from './score-record.js'

const config = readConfig({})
const sources = loadPromiseSources(config.folders.corpus)
const SWAPPED = ['dalian-43/19', 'dalian-43/20'] as const

let opened: OpenedAssistant<SearchIndex>
let corpus: Corpus
let questions: readonly EvaluationQuestion[]
let gate: Gate
let baseline: Baseline

beforeAll(async () => {
  opened = await openAssistant({ ...config, index: { kind: 'files' } })
  corpus = loadCorpus(config.folders.corpus).corpus
  gate = loadGate(config.folders.gate, opened.embedder.fingerprint)
  const all = loadQuestions(
    questionFiles(join(projectRoot, 'eval', 'questions')),
    new Set(corpus.measures.map(({ id }) => id)),
  )
  // A sample that each sabotage touches: the two measures, what is to be refused, and some of the rest.
  questions = all.filter(
    ({ gold, outcome }, index) =>
      gold.some((id) => SWAPPED.some((swapped) => swapped === id)) ||
      index % (outcome === 'no_evidence' ? 2 : 15) === 0,
  )
  const { scores, record } = await evaluate(assistantOver(opened.open, gate))
  baseline = baselineOf(record, scores)
}, 120_000)

afterAll(async () => {
  await opened?.close()
})

describe('the gate', () => {
  test('passes when nothing was broken', async () => {
    const { report } = await evaluate(assistantOver(opened.open, gate))
    expect(report.comparisons.length).toBeGreaterThan(10)
    expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
    expect(report.passed).toBe(true)
  }, 60_000)

  test('fails when two measures have each other’s number', async () => {
    const broken = assistantOver({ ...opened.open, corpus: withSwappedNumbers(corpus) }, gate)
    expect((await failures(broken)).slice(0, 2)).toEqual([
      'safety:verbatim-quotes',
      'safety:quotes-in-place',
    ])
  }, 60_000)

  test('fails on the printed numbers when the parser itself swapped the two', async () => {
    const swapped = withSwappedNumbers(corpus)
    const broken = assistantOver({ ...opened.open, corpus: swapped }, gate)
    const failed = await failures(broken, swapped)
    expect(failed).toContain('safety:quotes-in-place')
    expect(failed).not.toContain('safety:verbatim-quotes')
  }, 60_000)

  test('fails when the composer alters a quote', async () => {
    const whole = assistantOver(opened.open, gate)
    const broken: Assistant = {
      ...whole,
      answer: async (request, context) => {
        const answer = await whole.answer(request, context)
        const altered = (quote: string): string => `${quote.slice(0, -1)}！`
        return {
          ...answer,
          text: answer.citations.reduce(
            (text, { quote }) => text.replaceAll(quote, altered(quote)),
            answer.text,
          ),
          citations: answer.citations.map((citation) => ({
            ...citation,
            quote: altered(citation.quote),
          })),
        }
      },
    }
    const failed = await failures(broken)
    expect(failed[0]).toBe('safety:verbatim-quotes')
    expect(failed).not.toContain('safety:citations-resolve')
  }, 60_000)

  test('fails when everything is answered', async () => {
    const model = gateModelSchema.parse(JSON.parse(readFileSync(config.folders.gate, 'utf8')))
    const open = createGate({
      ...model,
      zh: { ...model.zh, threshold: 0 },
      en: { ...model.en, threshold: 0 },
    })
    const failed = await failures(assistantOver(opened.open, open))
    expect(failed).toContain('baseline:false-answers')
    expect(failed.filter((id) => id.startsWith('safety:'))).toEqual([])
  }, 60_000)
})

async function failures(assistant: Assistant, truth: Corpus = corpus): Promise<string[]> {
  const { report } = await evaluate(assistant, truth)
  return report.checks.flatMap(({ id, passed }) => (passed ? [] : [id]))
}

async function evaluate(assistant: Assistant, truth: Corpus = corpus) {
  const record = await runQuestions({
    assistant,
    embedder: opened.embedder.fingerprint,
    questions,
    seed: 1,
    split: 'all',
    mode: 'extractive',
    complete: false,
  })
  return { record, ...makeReport(scoringContext(record, truth, sources), { baseline }) }
}

function assistantOver(open: OpenCorpus, ownGate: Gate): Assistant {
  const script = createScriptConverter()
  const wording = createRegionalWording(open.glossary, script, open.tokenizer)
  return createAssistant({
    open,
    embedder: opened.embedder,
    gate: ownGate,
    converter: {
      toTraditional: (text, region) => script.toTraditional(text, region),
      toRegionalWording: (text, region) => wording.toRegionalWording(text, region),
    },
    publicUrl: 'http://localhost',
  })
}

function withSwappedNumbers(whole: Corpus): Corpus {
  const [first, second] = SWAPPED.map((id) => whole.measures.find((measure) => measure.id === id))
  if (first === undefined || second === undefined) throw new Error('the two measures are missing')
  const documents = whole.documents.map((document) => ({
    ...document,
    measures: document.measures.map((measure) => {
      const other = measure === first ? second : measure === second ? first : measure
      return { ...measure, id: other.id, number: other.number, label: other.label }
    }),
  }))
  return { ...whole, documents, measures: documents.flatMap(({ measures }) => measures) }
}
