import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { Answer } from '../domain/answer.js'
import type { GenerationReport } from '../generation/generate-answer.js'
import type { WithheldReason } from './model-budget.js'
import { reasonClass } from './reason-class.js'
import { type MetricsSources, registerGauge, registerWatched } from './watched-metrics.js'

/** The figures of one server. */
export interface Metrics {
  /** Counts a finished answer; for `AssistantDeps.onAnswer`. */
  onAnswer(answer: Answer, generation: GenerationReport | undefined): void
  /** Counts a request that the language model was withheld from; for `ModelBudgetOptions`. */
  onModelWithheld(reason: WithheldReason): void
  /** Counts the requests of an app; to be called first, so that what other hooks refuse counts too. */
  hookInto(app: FastifyInstance): void
  /** Names what is measured when the figures are read; until then it is left out. */
  watch(sources: MetricsSources): void
  /** All figures, as Prometheus reads them. */
  readonly registry: Registry
}

const PREFIX = 'policy_assistant_'

/** Seconds; a cached look-up takes 1 ms, an extracted answer 10, a generated one some seconds. */
const REQUEST_BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Seconds; both stages of an extracted answer stay below 25 ms unless the server is busy. */
const STAGE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 20]

/** Methods that have a label of their own; Node's parser knows some thirty more. */
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
])

/** Status of a request whose client went before it had the whole answer; no client ever sees it. */
const CLIENT_LEFT = '499'

/**
 * Figures in a registry of their own, so that several servers of one process do not mix. Labels hold
 * route patterns and words of closed lists, never anything that a caller wrote. Answers given before
 * the figures are hooked into an app, such as those that warm the models, are not counted.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  let serving = false
  let sources: MetricsSources = {}
  const open = new Set<FastifyReply>()

  const requests = new Counter({
    name: 'http_requests_total',
    help: `Requests by the pattern of their route; status ${CLIENT_LEFT}: the client left before the end`,
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, streams included',
    labelNames: ['method', 'route'] as const,
    buckets: REQUEST_BUCKETS,
    registers,
  })
  const answers = new Counter({
    name: `${PREFIX}answers_total`,
    help: 'Finished answers',
    labelNames: ['outcome', 'language', 'mode'] as const,
    registers,
  })
  const stageSeconds = new Histogram({
    name: `${PREFIX}stage_duration_seconds`,
    help: 'Time that the stages of an answer took',
    labelNames: ['stage'] as const,
    buckets: STAGE_BUCKETS,
    registers,
  })
  const sentences = new Counter({
    name: `${PREFIX}generated_sentences_total`,
    help: 'Sentences of the language model by what became of them and, where not shown, why',
    labelNames: ['fate', 'reason'] as const,
    registers,
  })
  const failures = new Counter({
    name: `${PREFIX}generation_failures_total`,
    help: 'Failures of the language model, and the mode of the answer that was given all the same',
    labelNames: ['failure', 'mode'] as const,
    registers,
  })
  const tokens = new Counter({
    name: `${PREFIX}model_tokens_total`,
    help: 'Tokens of the language model, as its server counts them',
    labelNames: ['direction'] as const,
    registers,
  })
  const withheld = new Counter({
    name: `${PREFIX}model_withheld_total`,
    help: 'Requests that the language model was withheld from: a budget is used up or unknown',
    labelNames: ['reason'] as const,
    registers,
  })
  registerGauge(registry, 'http_open_requests', 'Requests that are being answered', () => open.size)
  registerGauge(
    registry,
    'http_open_streams',
    'Event streams that are open',
    () => [...open].filter(streams).length,
  )
  registerWatched(registry, PREFIX, () => sources)

  return {
    registry,
    onAnswer({ outcome, language, mode, timings }, generation) {
      if (!serving) return
      answers.inc({ outcome, language, mode })
      stageSeconds.observe({ stage: 'retrieve' }, timings.retrieveMs / 1000)
      stageSeconds.observe({ stage: 'compose' }, timings.composeMs / 1000)
      if (generation === undefined) return
      const { verified, replaced, dropped, failure, usage } = generation
      if (verified > 0) sentences.inc({ fate: 'verified', reason: '' }, verified)
      for (const { reason } of replaced) {
        sentences.inc({ fate: 'replaced', reason: reasonClass(reason) })
      }
      for (const { reason } of dropped) {
        sentences.inc({ fate: 'dropped', reason: reasonClass(reason) })
      }
      if (failure !== undefined) failures.inc({ failure, mode })
      if (usage === undefined) return
      tokens.inc({ direction: 'input' }, usage.inputTokens)
      tokens.inc({ direction: 'output' }, usage.outputTokens)
    },
    onModelWithheld(reason) {
      withheld.inc({ reason })
    },
    hookInto(app) {
      serving = true
      app.addHook('onRequest', async (request, reply) => {
        open.add(reply)
        let whole = false
        reply.raw.once('finish', () => {
          whole = true
        })
        // Fires for every reply, also for those that are cut off.
        reply.raw.once('close', () => {
          open.delete(reply)
          const { method, route } = labelsOf(request)
          const status = whole ? String(reply.statusCode) : CLIENT_LEFT
          requests.inc({ method, route, status })
          requestSeconds.observe({ method, route }, reply.elapsedTime / 1000)
        })
      })
    },
    watch(named) {
      sources = named
    },
  }
}

function labelsOf({ method, routeOptions }: FastifyRequest) {
  return {
    method: METHODS.has(method) ? method : 'other',
    // What no route takes may hold anything, a question for instance.
    route: routeOptions.url ?? 'none',
  }
}

function streams({ raw }: FastifyReply): boolean {
  return raw.headersSent && String(raw.getHeader('content-type')).startsWith('text/event-stream')
}
