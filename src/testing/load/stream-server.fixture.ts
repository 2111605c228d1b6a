import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { buildApp } from '../../app.js'
import { readConfig } from '../../config.js'
import { createMetrics } from '../../http/metrics.js'
import { openAssistant, warmUp } from '../../open-assistant.js'
import { PATIENT, TEST_READINESS } from '../build-test-app.js'
import { type LeftBehind, LONG_ANSWER } from './left-behind.js'

// A process that serves the real assistant and tells, whenever it is sent a message, what requests
// have left behind in it. To be started with --expose-gc.

/** Collections in a row: what a finalizer lets go of is collected by the next one. */
const COLLECTIONS = 4

/** What makes an answer long: so many pieces after each of its own, and characters in each. */
const COPIES = 40
const COPY_CHARACTERS = 20_000

/** Status under which requests are counted whose client left. */
const ABANDONED = '499'

/** Where links of its answers lead; nobody follows them. */
const publicUrl = 'https://assistant.example'

async function serveAndTell(): Promise<void> {
  const opened = await openAssistant({ ...readConfig({}), publicUrl })
  await warmUp(opened)
  const metrics = createMetrics()
  const app = await buildApp({
    assistant: {
      ...opened.assistant,
      async *events(request, context) {
        const long = request.question.startsWith(LONG_ANSWER)
        for await (const event of opened.assistant.events(request, context)) {
          yield event
          if (!long || event.type !== 'answer-delta') continue
          for (let copy = 0; copy < COPIES; copy += 1) {
            yield { ...event, text: '通关便利'.repeat(COPY_CHARACTERS / 4) }
          }
        }
      },
    },
    readiness: TEST_READINESS,
    embeddings: opened.embedder,
    loadLimits: PATIENT,
    metrics,
    publicUrl,
    logger: pino({ level: 'silent' }),
  })
  const valuesOf = async (name: string) =>
    (await metrics.registry.getSingleMetric(name)?.get())?.values ?? []
  const figure = async (name: string): Promise<number> => {
    const [value] = await valuesOf(name)
    if (value === undefined) throw new Error(`expected the figure ${name}`)
    return value.value
  }
  const requestsWith = async (status: string): Promise<number> =>
    (await valuesOf('http_requests_total'))
      .filter(({ labels }) => labels['status'] === status)
      .reduce((sum, { value }) => sum + value, 0)

  async function leftBehind(): Promise<LeftBehind> {
    for (let round = 0; round < COLLECTIONS; round += 1) {
      globalThis.gc?.()
      await pause(20)
    }
    const resources: Record<string, number> = {}
    for (const name of process.getActiveResourcesInfo()) {
      resources[name] = (resources[name] ?? 0) + 1
    }
    const connections = await new Promise<number>((resolve, reject) => {
      app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))
    })
    return {
      connections,
      openRequests: await figure('http_open_requests'),
      openStreams: await figure('http_open_streams'),
      answersUnderWay: await figure('policy_assistant_answers_under_way'),
      embeddingsWaiting: await figure('policy_assistant_embedding_queue_length'),
      abandoned: await requestsWith(ABANDONED),
      resources,
      heapBytes: process.memoryUsage().heapUsed,
    }
  }

  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  process.on('message', () => {
    void leftBehind().then((report) => process.send?.({ report }))
  })
  process.send?.({ url })
}

void serveAndTell()
