import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { buildApp } from '../app.js'
import { type Config, readConfig } from '../config.js'
import { type Answer, answerSchema } from '../domain/answer.js'
import { problemSchema } from '../domain/problem.js'
import { createMetrics } from '../http/metrics.js'
import { assembleAssistant, type OpenedAssistant } from '../open-assistant.js'
import type { Database } from '../records/database.js'
import { createResilientRecords, type ResilientRecords } from '../records/resilient-records.js'
import { TEST_READINESS } from './build-test-app.js'
import { TEST_PUBLIC_URL } from './open-test-assistant.js'
import { promptSentences } from './prompt-sources.js'
import {
  type Script,
  type ScriptedModelServer,
  startScriptedModelServer,
} from './scripted-model-server.js'

/** Time for a model that answers at once, on a busy machine, in milliseconds. */
const MODEL_TIMEOUT_MS = 120_000

/** How often, and after which milliseconds, a busy server is asked again. */
const BUSY_TRIES = 100
const BUSY_PAUSE_MS = 250

/** What {@link serveAssistant} may be told. */
export interface ServedOptions {
  /** Gives it a language model that answers so, on a socket of its own. */
  readonly script?: Script
  /** Milliseconds that the model may take for an answer. */
  readonly modelTimeoutMs?: number
  /** Key for that model. */
  readonly modelKey?: string
  /** Tokens that all callers together may use a day; 0, as by default, for no limit. */
  readonly dailyTokens?: number
  /** Keeps records in it; nothing is kept without it. Closing it is for who opened it. */
  readonly database?: Database
  readonly access?: Config['access']
}

/** The real service over the real corpus, listening on a port of this machine. */
export interface ServedAssistant {
  readonly url: string
  readonly port: number
  readonly records: ResilientRecords | undefined
  /** The language model, where it has one. */
  readonly model: ScriptedModelServer | undefined
  /** All that was logged, from `trace` on. */
  log(): string
  /** The value of one line of its figures; 0 when there is no such line. */
  figure(line: string): Promise<number>
  /**
   * Sends a question and gives whatever comes, but for the word that the server is busy: a machine
   * that runs other tests may be, and then it is tried again.
   */
  post(
    body: unknown,
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Response>
  /** The answer to a question. */
  ask(body: object, headers?: Readonly<Record<string, string>>): Promise<Answer>
  close(): Promise<void>
}

/** Starts the service as the server does: retriever, gate, prompts and verifier as they ship. */
export async function serveAssistant(
  { open, embedder }: Pick<OpenedAssistant, 'open' | 'embedder'>,
  options: ServedOptions = {},
): Promise<ServedAssistant> {
  const { script, modelKey, modelTimeoutMs = MODEL_TIMEOUT_MS } = options
  const { dailyTokens, database, access } = options
  const model =
    script === undefined
      ? undefined
      : await startScriptedModelServer({
          script,
          ...(modelKey === undefined ? {} : { apiKey: modelKey }),
        })
  const config = readConfig({
    PUBLIC_URL: TEST_PUBLIC_URL,
    ...(model === undefined ? {} : { CHAT_MODEL: 'scripted', OPENAI_BASE_URL: model.baseUrl }),
    CHAT_TIMEOUT_MS: String(modelTimeoutMs),
    ...(modelKey === undefined ? {} : { OPENAI_API_KEY: modelKey }),
  })
  let log = ''
  const logged = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  const records =
    database === undefined
      ? undefined
      : createResilientRecords({
          open: async () => ({ ...database, close: async () => {} }),
          retentionDays: 0,
        })
  const metrics = createMetrics()
  const { onAnswer } = metrics
  const app = await buildApp({
    assistant: assembleAssistant(config, open, embedder, { onAnswer }),
    readiness: TEST_READINESS,
    embeddings: embedder,
    ownModel: embedder,
    publicUrl: TEST_PUBLIC_URL,
    records,
    metrics,
    chatModel: config.chat?.model,
    dailyTokens,
    ...(access === undefined ? {} : { access }),
    logger: pino({ level: 'trace' }, logged),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  records?.start()
  for (let state = records?.status().state; state !== undefined && state !== 'open'; ) {
    await setTimeout(10)
    state = records?.status().state
  }
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const post: ServedAssistant['post'] = async (body, headers = {}, signal) => {
    for (let tried = 1; ; tried += 1) {
      const response = await fetch(`${url}/api/v1/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      })
      if (response.status !== 503 || tried === BUSY_TRIES) return response
      const { code } = problemSchema.parse(await response.clone().json())
      if (code !== 'overloaded') return response
      await setTimeout(BUSY_PAUSE_MS, undefined, signal === undefined ? {} : { signal })
    }
  }
  return {
    url,
    port,
    records,
    model,
    log: () => log,
    async figure(line) {
      const lines = (await metrics.registry.metrics()).split('\n')
      const found = lines.find((one) => one.startsWith(`${line} `))
      return found === undefined ? 0 : Number(found.slice(line.length + 1))
    },
    post,
    async ask(body, headers) {
      const response = await post(body, headers)
      const text = await response.text()
      if (response.status !== 200) throw new Error(`expected an answer, found ${text}`)
      return answerSchema.parse(JSON.parse(text))
    },
    async close() {
      await app.close()
      await records?.close()
      await model?.close()
    },
  }
}

/** A model that repeats the first body sentence of its sources, with its mark, and says what it cost. */
export function honestScript(usage?: {
  readonly inputTokens: number
  readonly outputTokens: number
}): Script {
  return (body) => {
    const sentence = promptSentences(body).find(({ index }) => index > 0)
    const words = sentence === undefined ? '' : sentence.text.replace(/[。.；;]+$/u, '')
    const text = sentence === undefined ? '' : `${words}${sentence.mark}。`
    return usage === undefined ? [{ text }] : [{ text }, { usage }]
  }
}
