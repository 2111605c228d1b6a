import { constrainedMemory } from 'node:process'
import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { fastifyUnderPressure, TYPE_EVENT_LOOP_DELAY } from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers however busy the server is: probes and figures. */
    neverShed?: boolean
    /** The route does work of which only so much is under way at a time. */
    bounded?: boolean
  }
}

/**
 * Mean length of a round of the event loop, in milliseconds, from which on requests are turned away.
 * An answer holds it for 6 ms at a time and takes some four rounds: with rounds of a quarter second
 * it takes more than the second that a caller is promised.
 */
const MAX_EVENT_LOOP_DELAY_MS = 250

/** How often delay and memory are measured, in milliseconds: so long is a recovery overlooked. */
const SAMPLE_MS = 500

/**
 * Measurements in a row that must show a held-up event loop: one may be a single piece of work, such
 * as reading an index, after which all is well.
 */
const SAMPLES_IN_A_ROW = 2

/** Share of V8's heap limit: beyond, it collects garbage more than it works, and then it dies. */
const MAX_HEAP_SHARE = 0.9

/** Share of the memory of the container or machine: beyond, the kernel kills somebody. */
const MAX_RSS_SHARE = 0.9

/**
 * Answers under way at most: at the measured 130 answers a second the last waits half a second. On a
 * slower or busier machine there are fewer, by {@link LONGEST_WAIT_MS}.
 */
const MAX_UNDER_WAY = 64

/**
 * Longest wait for the model that turns questions into vectors, in milliseconds: an answer has to
 * come within a second, and takes some 300 ms besides on a machine so busy that this matters.
 */
const LONGEST_WAIT_MS = 600

/** Answers that may be under way however slow the model is: fewer would leave it idle at times. */
const MIN_UNDER_WAY = 4

/**
 * Longest time for an answer to be written and read, in milliseconds, unless a language model may
 * take longer. Who reads a few kilobytes more slowly holds a place that others want.
 */
const LONGEST_ANSWER_MS = 120_000

/** Seconds: by then most of what was under way is done. */
const RETRY_AFTER_SECONDS = 1

/** What {@link registerShedLoad} may be told. */
export interface ShedLoadOptions {
  readonly maxEventLoopDelayMs?: number
  readonly maxHeapBytes?: number
  readonly maxRssBytes?: number
  readonly sampleMs?: number
  readonly maxUnderWay?: number
  /** Milliseconds that the model takes for one question now; see `Embedder.questionMs`. */
  readonly questionMs?: (() => number) | undefined
  readonly longestAnswerMs?: number
}

/** How much work there is. */
export interface LoadShedding {
  /** Requests to `bounded` routes that are under way, those included whose answer is being read. */
  underWay(): number
}

/**
 * Turns requests away with `overloaded` while the event loop is held up or memory runs out, and when
 * as many requests to `bounded` routes are under way as may be. Routes that say `neverShed` always
 * answer. To be called before the routes are registered, and after what adds CORS headers, so that
 * pages can read the refusal too.
 */
export async function registerShedLoad(
  app: FastifyInstance,
  options: ShedLoadOptions = {},
): Promise<LoadShedding> {
  const { maxUnderWay = MAX_UNDER_WAY, longestAnswerMs = LONGEST_ANSWER_MS } = options
  const { maxEventLoopDelayMs = MAX_EVENT_LOOP_DELAY_MS, sampleMs = SAMPLE_MS } = options
  let heldUp = 0
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: options.maxHeapBytes ?? getHeapStatistics().heap_size_limit * MAX_HEAP_SHARE,
    maxRssBytes: options.maxRssBytes ?? memoryOfServer() * MAX_RSS_SHARE,
    sampleInterval: sampleMs,
    // A promise: what is thrown before one is returned would end the process.
    pressureHandler: async ({ routeOptions }, _reply, type, value) => {
      if (routeOptions.config.neverShed === true) return
      if (type === TYPE_EVENT_LOOP_DELAY && heldUp < SAMPLES_IN_A_ROW) return
      throw busy(`${type} is ${Math.round(value ?? 0)}`)
    },
  })
  // Goes off after each measurement. A round so long that nothing was measured counts as infinite.
  const samples = setInterval(() => {
    heldUp = app.memoryUsage().eventLoopDelay > maxEventLoopDelayMs ? heldUp + 1 : 0
  }, sampleMs).unref()
  app.addHook('onClose', async () => clearInterval(samples))

  const underWay = new Set<FastifyReply>()
  // After the body was read and checked: who sends it slowly takes nobody's place.
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.bounded !== true) return
    // All of them may be waiting for the model; the last one waits for all the others.
    const inTime = Math.floor(LONGEST_WAIT_MS / (options.questionMs?.() ?? 0))
    if (underWay.size >= Math.min(maxUnderWay, Math.max(inTime, MIN_UNDER_WAY))) {
      throw busy(`${underWay.size} answers are under way`)
    }
    underWay.add(reply)
    const tooLong = setTimeout(() => {
      request.log.warn('answer cut off: it took too long to write or to read')
      reply.raw.destroy()
    }, longestAnswerMs).unref()
    reply.raw.once('close', () => {
      clearTimeout(tooLong)
      underWay.delete(reply)
    })
  })
  return { underWay: () => underWay.size }
}

function busy(found: string): AppError {
  return new AppError('overloaded', `expected room for a request, found: ${found}`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

/** Bytes that this process may have; a machine without a limit reports none, or an absurd one. */
function memoryOfServer(): number {
  const limit = constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
