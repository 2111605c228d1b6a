import { join } from 'node:path'
import { expect } from 'vitest'
import { createDirectory } from '../citations/references.js'
import type { AnswerPiece } from '../composition/answer-writer.js'
import { composeEvidence, type EvidencePlan } from '../composition/compose-evidence.js'
import { compositionContext } from '../composition/composer.js'
import { runsOf } from '../composition/select-sentences.js'
import { type Answer, answerSchema } from '../domain/answer.js'
import { type AnswerLanguage, answerLanguageSchema } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { answerFaults } from '../testing/answer-faults.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { type Script, startScriptedModelServer } from '../testing/scripted-model-server.js'
import type { ChatModel } from './chat-model.js'
import { type GeneratedAnswer, generateAnswer, type GenerationDeps } from './generate-answer.js'
import { createOpenAIChatModel } from './openai-chat-model.js'
import { loadPrompts } from './prompts.js'
import type { GeneratedSentence, SentenceVerifier } from './verify-sentence.js'

const { corpus } = loadTestReader()
const script = createScriptConverter()
const converter = {
  toTraditional: (text: string, region: 'HK' | 'TW') => script.toTraditional(text, region),
  toRegionalWording: (text: string) => text,
}
/** References and links as the answers have them. */
export const directory = createDirectory(corpus, 'https://assistant.example')
/** The prompts that ship. */
export const prompts = loadPrompts(join(projectRoot, 'prompts'))
/** Every form of an answer. */
export const LANGUAGES = answerLanguageSchema.options
/** What is asked; the plan decides what about. */
export const QUESTION = '样品可以先放行吗？'

/** What composing in a language needs. */
export const contextIn = (language: AnswerLanguage) =>
  compositionContext(directory, converter, corpus.cautions, language)

function measure(id: string): MeasureRecord {
  const found = corpus.measures.find((record) => record.id === id)
  if (found === undefined) throw new Error(`expected a measure ${id}`)
  return found
}

/** Measures that hold something for every way to lie, with the sentences that would be quoted. */
export const IDS = ['dalian-43/30', 'dalian-43/19', 'dalian-43/4', 'dalian-43/29'] as const
/** The first of them. */
export const FIRST = measure(IDS[0])
/** The second of them. */
export const SECOND = measure(IDS[1])

/** A plan that would quote one sentence of each measure. */
export const planOf = (
  ids: readonly string[] = IDS,
  over: Partial<EvidencePlan> = {},
): EvidencePlan => ({
  outcome: 'answered',
  chosen: ids.map((id) => ({ measure: measure(id), runs: runsOf([1]) })),
  before: [],
  after: [],
  near: [],
  ...over,
})

/** What the verifier of these tests calls a lie. */
export const LIE = '⊗'

/** Passes every sentence that does not hold the sign of a lie, as it stands. */
export function markVerifier() {
  const seen: GeneratedSentence[] = []
  const verifier: SentenceVerifier = {
    async verify(sentence, _language, signal) {
      signal?.throwIfAborted()
      seen.push(sentence)
      return sentence.text.includes(LIE) || sentence.text.includes('\uFFFD')
        ? { ok: false, reason: 'a lie' }
        : { ok: true, text: sentence.text }
    },
  }
  return { verifier, seen }
}

const closers: (() => Promise<void>)[] = []

/** Ends the servers that a test has started. */
export async function closeServers(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()))
}

/** A scripted model on a socket, and the client that asks it; ended by {@link closeServers}. */
export async function serve(answering: Script) {
  const server = await startScriptedModelServer({ script: answering })
  closers.push(() => server.close())
  const { baseUrl } = server
  return { server, model: createOpenAIChatModel({ model: 'scripted', baseUrl, apiKey: 'sk-test' }) }
}

interface Generating extends Partial<GenerationDeps> {
  readonly language?: AnswerLanguage
  readonly plan?: EvidencePlan
  readonly signal?: AbortSignal
}

/** A model in this process that gives these pieces of text. */
export const modelOf = (...texts: readonly string[]): ChatModel => ({
  name: 'in-process',
  async *stream() {
    for (const text of texts) yield { text }
  },
})

/** Runs the generator to its end and checks what holds for every answer. */
export async function generate(model: ChatModel, generating: Generating = {}) {
  const { language = 'zh-Hans', plan = planOf(), signal } = generating
  const { verifier, seen } = markVerifier()
  const deps = { model, prompts, verifier, timeoutMs: 5_000, ...generating }
  const pieces: { piece: AnswerPiece; at: number }[] = []
  const generator = generateAnswer(plan, QUESTION, deps, contextIn(language), signal)
  let step = await generator.next()
  while (step.done !== true) {
    pieces.push({ piece: step.value, at: performance.now() })
    step = await generator.next()
  }
  const answer = check(
    pieces.map(({ piece }) => piece),
    step.value,
    language,
  )
  return { ...step.value, answer, text: answer.text, pieces, seen, plan, language }
}

/** The rules that hold for every answer, generated or not. */
function check(
  pieces: readonly AnswerPiece[],
  { composed, generated }: GeneratedAnswer,
  language: AnswerLanguage,
): Answer {
  const { written } = composed
  expect(pieces).toEqual(written.pieces)
  expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')).toBe(
    written.text,
  )
  const sent = new Set<number>()
  for (const piece of pieces) {
    if (piece.kind === 'citation') sent.add(piece.citation.number)
    else {
      for (const [, number] of piece.text.matchAll(/\[(\d+)\]/gu)) {
        expect(sent).toContain(Number(number))
      }
    }
  }
  const id = '00000000-0000-4000-8000-000000000000'
  const answer = answerSchema.parse({
    id,
    conversationId: id,
    createdAt: '2026-01-31T00:00:00.000Z',
    question: QUESTION,
    standaloneQuestion: QUESTION,
    language,
    outcome: composed.outcome,
    mode: generated ? 'generative' : 'extractive',
    text: written.text,
    claims: written.claims,
    citations: written.citations,
    related: composed.related,
    suggestions: composed.suggestions,
    notices: composed.notices,
    corpusVersion: corpus.version,
    model: null,
    timings: { retrieveMs: 0, composeMs: 0, totalMs: 0 },
  })
  expect(answerFaults(answer, corpus)).toEqual([])
  expect(answer.text).not.toContain(LIE)
  expect(answer.text).not.toMatch(/\[\s*S\d/iu)
  return answer
}

/** The answer without a model. */
export const extracted = (plan: EvidencePlan, language: AnswerLanguage = 'zh-Hans'): string =>
  composeEvidence(plan, contextIn(language)).written.text

/** A sentence of a measure as its text has it. */
export const sentenceOf = ({ text, sentences }: MeasureRecord, index: number): string =>
  text.slice(sentences[index]?.start, sentences[index]?.end)

/** What a Simplified answer shows of a sentence: its first words are enough to find it. */
export const startOf = (record: MeasureRecord, index: number): string =>
  sentenceOf(record, index).slice(0, 8)

/** The statements of an answer. */
export const statements = ({ claims }: Answer): string[] =>
  claims.filter(({ kind }) => kind === 'statement').map(({ text }) => text)

/** How often a part occurs. */
export const times = (text: string, part: string): number => text.split(part).length - 1
