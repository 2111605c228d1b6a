import { Counter, Gauge, type Registry } from 'prom-client'
import type { ResilientRecords, StoreState } from '../records/resilient-records.js'

/** What is measured whenever the figures are read, besides what is counted as it happens. */
export interface MetricsSources {
  readonly records?: Pick<ResilientRecords, 'status'> | undefined
  /** Texts that wait to be embedded; see `Embedder.waiting`. */
  readonly embeddingsWaiting?: (() => number) | undefined
  /** Answers that are being written; see `LoadShedding.underWay`. */
  readonly answersUnderWay?: (() => number) | undefined
}

const STORE_STATES = ['opening', 'open', 'down', 'closed'] as const satisfies readonly StoreState[]

/** Registers a gauge that is read with the figures, and left out while there is nothing to read. */
export function registerGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | undefined,
): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      const value = read()
      if (value === undefined) gauge.remove()
      else gauge.set(value)
    },
  })
  registry.registerMetric(gauge)
}

/** Registers the figures of the parts behind an app. */
export function registerWatched(
  registry: Registry,
  prefix: string,
  sources: () => MetricsSources,
): void {
  registerGauge(registry, `${prefix}answers_under_way`, 'Answers that are being written', () =>
    sources().answersUnderWay?.(),
  )
  registerGauge(registry, `${prefix}embedding_queue_length`, 'Texts that wait to be embedded', () =>
    sources().embeddingsWaiting?.(),
  )
  registerGauge(
    registry,
    `${prefix}records_queued`,
    'Records that wait for the database',
    () => sources().records?.status().queued,
  )
  const state = new Gauge({
    name: `${prefix}records_state`,
    help: '1 for the state that the record store is in, 0 for the others',
    labelNames: ['state'] as const,
    registers: [],
    collect() {
      const present = sources().records?.status().state
      state.reset()
      if (present === undefined) return
      for (const one of STORE_STATES) state.set({ state: one }, one === present ? 1 : 0)
    },
  })
  const written = new Counter({
    name: `${prefix}records_total`,
    help: 'Records by how their writing ended',
    labelNames: ['result'] as const,
    registers: [],
    collect() {
      const status = sources().records?.status()
      written.reset()
      if (status === undefined) return
      for (const result of ['written', 'dropped', 'failed'] as const) {
        written.inc({ result }, status[result])
      }
    },
  })
  registry.registerMetric(state)
  registry.registerMetric(written)
}
