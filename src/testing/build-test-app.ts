import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../app.js'
import type { Assistant } from '../assistant.js'
import type { OwnModel } from '../http/embeddings-route.js'

/** The HTTP service with all that it logged. */
export interface TestApp {
  readonly app: FastifyInstance
  /** Lines of the log so far, from `trace` on. */
  readonly log: readonly LogLine[]
}

/** A line of the log; pino's levels are 30 for info, 50 for error. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  /** The line as written. */
  readonly raw: string
}

/** No request is turned away because the machine that runs the tests is busy. */
export const PATIENT = { maxEventLoopDelayMs: 1e9 }

/** What `/readyz` of a test app tells. */
export const TEST_READINESS = { fingerprint: 'f00d', corpusVersion: 'c0de', measures: 116 }

/**
 * The real HTTP service over an assistant, listening nowhere.
 *
 * @param ownModel The embedding model that it offers; it has none when left out.
 */
export async function buildTestApp(assistant: Assistant, ownModel?: OwnModel): Promise<TestApp> {
  const log: LogLine[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      const raw = String(chunk)
      const { level, msg } = JSON.parse(raw) as { level: number; msg: string }
      log.push({ level, msg, raw })
      done()
    },
  })
  const logger = pino({ level: 'trace' }, stream)
  return {
    app: await buildApp({
      assistant,
      readiness: TEST_READINESS,
      embeddings: { fingerprint: 'test' },
      ownModel,
      loadLimits: PATIENT,
      publicUrl: 'http://127.0.0.1:8787',
      logger,
    }),
    log,
  }
}
