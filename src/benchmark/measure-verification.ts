import { setTimeout as pause } from 'node:timers/promises'
import type { Assistant } from '../assistant.js'
import { readConfig } from '../config.js'
import { answerRequestSchema } from '../domain/answer.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { Embedder } from '../embedding/embedder.js'
import { assembleAssistant } from '../open-assistant.js'
import type { OpenCorpus } from '../pipeline.js'
import { type ScriptStep, startScriptedModelServer } from '../testing/scripted-model-server.js'
import { tellAll } from '../testing/scripted-writers.js'
import { type Latency, latencyOf } from './percentile.js'

/** Of the answers, one on each measure, by turns: so no sentence has been embedded before. */
const LANGUAGES: readonly AnswerLanguage[] = ['zh-Hans', 'en', 'zh-Hant-HK']

/** Answers before anything is measured: enough that the hot functions are compiled. */
const WARM_UP_ANSWERS = 16

/** Sentences of one answer: fewer than are ever shown of one. */
const SENTENCES_MAX = 6

/** A sentence that has not left after so long never will. */
const NOT_SHOWN_MS = 1_000

/** Time for a model that waits for its reader at each sentence. */
const MODEL_TIMEOUT_MS = 60_000

/** What became of the sentences of a model that says little but what its sources say. */
export interface VerificationFigures {
  /** From the character that completes a sentence, sent by the model, to the sentence's leaving. */
  readonly shown: Latency
  /** Sentences that never left. */
  readonly stopped: number
}

/**
 * Lets a script on a local port play a model that says the sentences of each measure in nearly their
 * words, one measure an answer, and waits until each has left before it goes on. The sentences are
 * embedded afresh, the cited ones too.
 *
 * @param onStep Called before it begins with what it is.
 * @throws whatever the assistant throws.
 */
export async function measureVerification(
  open: OpenCorpus,
  embedder: Embedder,
  onStep: (step: string) => void,
): Promise<VerificationFigures> {
  const { measures } = open.corpus
  onStep(`sentences of a played model: ${measures.length} answers`)
  const times: number[] = []
  let stopped = 0
  let completedAt: number | undefined
  let release = (): void => {}
  const complete = (): void => {
    completedAt = performance.now()
  }
  const leave = (): void => {
    if (completedAt !== undefined) times.push(performance.now() - completedAt)
    completedAt = undefined
    release()
  }
  const giveUp = (): void => {
    if (completedAt !== undefined) stopped += 1
    completedAt = undefined
  }
  const awaitLeaving = async (): Promise<void> => {
    if (completedAt === undefined) return
    const done = new AbortController()
    release = () => done.abort()
    await pause(NOT_SHOWN_MS, undefined, { signal: done.signal }).catch(() => undefined)
    giveUp()
  }
  const server = await startScriptedModelServer({
    script: (body) => {
      const sentences = tellAll(body).slice(0, SENTENCES_MAX)
      return sentences.flatMap((sentence, index): ScriptStep[] => {
        const next = sentences[index + 1]
        const said = { text: sentence.slice(index === 0 ? 0 : 1) }
        if (next === undefined) return [said, { reached: complete }]
        // The first letter of the next sentence completes the one before.
        const completing = { text: `\n${next.slice(0, 1)}` }
        return [said, { reached: complete }, completing, { reached: awaitLeaving }]
      })
    },
  })
  try {
    const config = readConfig({
      CHAT_MODEL: 'played',
      OPENAI_BASE_URL: server.baseUrl,
      CHAT_TIMEOUT_MS: String(MODEL_TIMEOUT_MS),
    })
    const assistant = assembleAssistant(config, open, embedder)
    for (const [index, measure] of measures.entries()) {
      const language = LANGUAGES[index % LANGUAGES.length] ?? 'zh-Hans'
      await ask(assistant, measure, language, leave)
      giveUp()
      if (index + 1 === WARM_UP_ANSWERS) {
        times.length = 0
        stopped = 0
      }
    }
    return { shown: latencyOf(times), stopped }
  } finally {
    await server.close()
  }
}

/** Asks what a measure says and tells of each sentence that leaves. */
async function ask(
  assistant: Assistant,
  measure: MeasureRecord,
  language: AnswerLanguage,
  onSentence: () => void,
): Promise<void> {
  const title = language === 'en' ? measure.translation?.title : measure.title
  const question = `${assistant.directory.reference(measure, language)}: ${title ?? ''}`
  const request = answerRequestSchema.parse({ question, language, mode: 'generative' })
  for await (const event of assistant.events(request)) {
    if (event.type === 'answer-delta' && /\[\d+\]/u.test(event.text)) onSentence()
  }
}
