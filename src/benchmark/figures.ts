import type { AssistantFigures } from './measure-assistant.js'
import { CALLERS } from './measure-assistant.js'
import type { ServerFigures } from './measure-server.js'
import type { VerificationFigures } from './measure-verification.js'
import type { Figure, Target } from './report.js'
import type { ScaledIndex } from './scaled-index.js'
import type { ScaledPostgres } from './scaled-postgres.js'

const below = (value: number): Target => ({ bound: 'below', value })
const atLeast = (value: number): Target => ({ bound: 'atLeast', value })

/** What the design asks for on two cores: see `Speed and size` there. */
const TARGETS = {
  freshP50: below(30),
  freshP95: below(60),
  cached: below(5),
  /** The embedding of the sentence and of what it cites is most of it. */
  verified: below(100),
  answersPerSecond: atLeast(40),
  sameFirstTen: atLeast(0.95),
  /** Of an index of up to {@link MAX_MEASURES_OF_TARGETS} measures with four views each. */
  buildSeconds: below(360),
  searchP50: below(5),
  searchP95: below(15),
  recall: atLeast(0.99),
  indexReadySeconds: below(8),
  indexResidentMb: below(2048),
  /** Of larger ones, with one view each. */
  searchP50Large: below(20),
  recallLarge: atLeast(0.98),
  readySeconds: below(4),
  residentMb: below(800),
  /** Above this a reader of another answer's stream sees a stutter. */
  longestDelayMs: below(50),
} as const

/** Measures up to which one machine is to do as well as `TARGETS` says. */
const MAX_MEASURES_OF_TARGETS = 100_000

/** A megabyte as memory and file sizes are given here. */
const MB = 2 ** 20

/** Rows of an assistant asked in this process. */
export function assistantRows(figures: AssistantFigures): Figure[] {
  const { fresh, cached, search, answersPerSecond, longestDelayMs } = figures
  return [
    ms('answer, fresh, p50', fresh.p50, TARGETS.freshP50, `${fresh.runs} questions, one by one`),
    ms('answer, fresh, p95', fresh.p95, TARGETS.freshP95),
    ms('answer, cached, p50', cached.p50, TARGETS.cached, 'the same questions again'),
    ms('answer, cached, p95', cached.p95, TARGETS.cached),
    ms('search, fresh, p50', search.p50, undefined, `${search.runs} questions`),
    ms('search, fresh, p95', search.p95),
    {
      name: 'answers, fresh',
      value: answersPerSecond,
      unit: '1/s',
      target: TARGETS.answersPerSecond,
      note: `${CALLERS} callers`,
    },
    ms(
      'event loop, longest delay',
      longestDelayMs,
      TARGETS.longestDelayMs,
      'callers in the same process',
    ),
  ]
}

/** Rows of the sentences of a language model. */
export function verificationRows({ shown, stopped }: VerificationFigures): Figure[] {
  const note = `${shown.runs} sentences of a played model, ${stopped} not shown`
  return [
    ms('sentence, complete to verified and sent, p50', shown.p50, TARGETS.verified, note),
    ms('sentence, complete to verified and sent, p95', shown.p95, TARGETS.verified),
  ]
}

/** Rows of the server in a process of its own. */
export function serverRows(figures: ServerFigures): Figure[] {
  const { readyMs, medianReadyMs, rssBytes, longestDelayMs, answersPerSecond } = figures
  return [
    {
      name: 'server: start to ready',
      value: medianReadyMs / 1000,
      unit: 's',
      target: TARGETS.readySeconds,
      note: `median of ${readyMs.map((value) => (value / 1000).toFixed(2)).join(', ')}`,
    },
    {
      name: 'server: resident memory',
      value: rssBytes / MB,
      unit: 'MB',
      target: TARGETS.residentMb,
      note: 'after its answers',
    },
    ms('server: longest delay', longestDelayMs, TARGETS.longestDelayMs, 'main thread, warm'),
    {
      name: 'server: answers, fresh',
      value: answersPerSecond,
      unit: '1/s',
      target: TARGETS.answersPerSecond,
      note: `${CALLERS} callers over HTTP`,
    },
  ]
}

/** How many of the nearest rows a graph finds. */
export interface GraphRecall {
  readonly limit: number
  /** 0 to 1. */
  readonly recall: number
}

/** Rows of an index built in this process. */
export function scaledIndexRows(index: ScaledIndex, recalls: readonly GraphRecall[]): Figure[] {
  const { probe } = index
  const large = index.open.corpus.measures.length > MAX_MEASURES_OF_TARGETS
  const asked = `${probe.search.runs} questions, embedded beforehand`
  const slowest = probe.byDocument.toSorted((a, b) => b.search.p50 - a.search.p50)[0]
  return [
    {
      name: 'views',
      value: index.views,
      unit: '',
      note: "varied texts; vectors moved by noise with the real ones' covariance",
    },
    {
      name: 'index: build',
      value: index.buildMs / 1000,
      unit: 's',
      ...(large ? {} : { target: TARGETS.buildSeconds }),
      note: 'vectors in memory',
    },
    { name: 'index: save', value: index.saveMs / 1000, unit: 's' },
    { name: 'index: load', value: index.loadMs / 1000, unit: 's', note: 'checksums included' },
    { name: 'index: size on disk', value: index.bytes / MB, unit: 'MB' },
    ...recalls.map(
      ({ limit, recall }): Figure => ({
        name: `graph: recall@${limit}`,
        value: recall,
        unit: '',
        ...(limit === 10 ? { target: large ? TARGETS.recallLarge : TARGETS.recall } : {}),
        note: 'against a scan; many near copies, so hard',
      }),
    ),
    ms('search, p50', probe.search.p50, large ? TARGETS.searchP50Large : TARGETS.searchP50, asked),
    ms('search, p95', probe.search.p95, large ? undefined : TARGETS.searchP95),
    ...(slowest === undefined
      ? []
      : [
          ms(
            'search in one document, p50',
            slowest.search.p50,
            below(probe.search.p50),
            `the slowest, ${slowest.measures} measures`,
          ),
          ms('search in one document, p95', slowest.search.p95),
        ]),
    {
      name: 'index process: start to first search',
      value: probe.readyMs / 1000,
      unit: 's',
      target: TARGETS.indexReadySeconds,
      note: 'model and index; records of measures stay in a file',
    },
    {
      name: 'index process: resident memory',
      value: probe.rssBytes / MB,
      unit: 'MB',
      ...(large ? {} : { target: TARGETS.indexResidentMb }),
    },
  ]
}

/** Rows of an index in PostgreSQL. */
export function scaledPostgresRows(index: ScaledPostgres): Figure[] {
  return [
    {
      name: 'views',
      value: index.views,
      unit: '',
      note: "varied texts; vectors moved by noise with the real ones' covariance",
    },
    {
      name: 'index: build',
      value: index.buildMs / 1000,
      unit: 's',
      note: 'vectors in memory; lists built, sent, committed',
    },
    { name: 'index: open', value: index.openMs / 1000, unit: 's', note: 'what a server holds' },
    {
      name: 'same first ten as a scan in memory',
      value: index.sameFirstTen,
      unit: '',
      target: TARGETS.sameFirstTen,
      note: 'share of the questions',
    },
    ms(
      'search, p50',
      index.search.p50,
      POSTGRES_SEARCH_P50,
      `${index.search.runs} questions, embedded beforehand`,
    ),
    ms('search, p95', index.search.p95),
    ms(
      'search in one document, p50',
      index.slowestDocument.search.p50,
      undefined,
      `the slowest, ${index.slowestDocument.measures} measures`,
    ),
    ms('search in one document, p95', index.slowestDocument.search.p95),
  ]
}

/** Up to 100,000 measures with four views each. */
const POSTGRES_SEARCH_P50 = below(20)

/** The row of the real index, built from the cached vectors. */
export function indexBuildRow(buildMs: number, views: number): Figure {
  return {
    name: 'index: build',
    value: buildMs / 1000,
    unit: 's',
    note: `${views} views, vectors from the cache, saved`,
  }
}

function ms(name: string, value: number, target?: Target, note?: string): Figure {
  return {
    name,
    value,
    unit: 'ms',
    ...(target === undefined ? {} : { target }),
    ...(note === undefined ? {} : { note }),
  }
}
