import type { AddressInfo } from 'node:net'
import { readConfig } from '../config.js'
import type { Answer, AnswerEvent } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import { assembleAssistant, type OpenedAssistant } from '../open-assistant.js'
import { buildTestApp } from './build-test-app.js'
import { TEST_PUBLIC_URL } from './open-test-assistant.js'
import { readAnswerEvents } from './read-events.js'
import {
  type Script,
  type ScriptedModelServer,
  startScriptedModelServer,
} from './scripted-model-server.js'

/** What a reader of a stream got. */
export interface StreamedAnswer {
  readonly events: readonly AnswerEvent[]
  readonly answer: Answer
  /** The text of each delta, in order. */
  readonly deltas: readonly string[]
}

/** The real service over the real corpus, on a port, whose model is a script on another. */
export interface GenerativeApp {
  readonly url: string
  readonly corpus: Corpus
  readonly server: ScriptedModelServer
  /** What the model does from now on. */
  play(script: Script): void
  /** Asks over HTTP for a stream of events and reads it to its end. */
  ask(request: Readonly<Record<string, unknown>>): Promise<StreamedAnswer>
  close(): Promise<void>
}

/**
 * Starts the service with retriever, gate, prompts, verifier and embedder as they ship; only the
 * model's words are made up.
 *
 * @param timeoutMs What the model may take for one answer.
 */
export async function startGenerativeApp(
  { open, embedder }: Pick<OpenedAssistant, 'open' | 'embedder'>,
  timeoutMs: number,
): Promise<GenerativeApp> {
  let playing: Script = () => []
  const server = await startScriptedModelServer({ script: (body, turn) => playing(body, turn) })
  const config = readConfig({
    CHAT_MODEL: 'scripted',
    OPENAI_BASE_URL: server.baseUrl,
    CHAT_TIMEOUT_MS: String(timeoutMs),
    PUBLIC_URL: TEST_PUBLIC_URL,
  })
  const { app } = await buildTestApp(assembleAssistant(config, open, embedder))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/api/v1/answers`
  return {
    url,
    corpus: open.corpus,
    server,
    play(script) {
      playing = script
    },
    async ask(request) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body: JSON.stringify(request),
      })
      const body = await response.text()
      if (response.status !== 200) throw new Error(`expected a stream, found ${body}`)
      return streamedAnswer(readAnswerEvents(body))
    },
    async close() {
      await app.close()
      await server.close()
    },
  }
}

function streamedAnswer(events: readonly AnswerEvent[]): StreamedAnswer {
  const last = events.at(-1)
  if (last?.type !== 'answer-end')
    throw new Error(`expected answer-end, found ${JSON.stringify(last)}`)
  const deltas = events.flatMap((event) => (event.type === 'answer-delta' ? [event.text] : []))
  return { events, answer: last.answer, deltas }
}
