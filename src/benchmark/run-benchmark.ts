import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import { loadQuestions, questionFiles } from '../evaluation/load-questions.js'
import { createRandom, seedFor } from '../evaluation/statistics/random.js'
import { assembleAssistant, openEmbedder } from '../open-assistant.js'
import { type BuildProgress, openCorpus } from '../pipeline.js'
import type { PostgresIndexStore } from '../retrieval/postgres-index-store.js'
import { CANDIDATE_ROWS } from '../retrieval/lexical-evidence.js'
import { foldText } from '../scripts/fold.js'
import { type DrawnQuestions, drawQuestions } from './draw-questions.js'
import {
  assistantRows,
  indexBuildRow,
  scaledIndexRows,
  scaledPostgresRows,
  serverRows,
  verificationRows,
} from './figures.js'
import { graphRecall } from './graph-recall.js'
import { describeMachine } from './machine.js'
import { measureAssistant } from './measure-assistant.js'
import { measureServer } from './measure-server.js'
import { measureVerification } from './measure-verification.js'
import type { BenchmarkReport, ReportSection } from './report.js'
import { buildScaledIndex, type VIEW_CHOICES } from './scaled-index.js'
import { buildScaledPostgres } from './scaled-postgres.js'

/** Fixed, so that two runs ask the same questions of the same texts. */
const SEED = 20_240_601

/** Nearest rows for which the graph is compared with a scan: few, and what a search asks for. */
const RECALL_LIMITS = [10, CANDIDATE_ROWS] as const

/** Questions for that: each is compared with every row. */
const RECALL_QUERIES = 60

/** Above this answers are not measured: all measures would have to be in memory with their texts. */
const MAX_ANSWERED_MEASURES = 20_000

/** What to measure, and where to tell how far it is. */
export interface BenchmarkOptions {
  /** Folder of the question files. */
  readonly questions: string
  /** Whether the real corpus is measured. */
  readonly measuresReal: boolean
  /** Measures of a second, larger corpus; none when left out. */
  readonly measures?: number
  /** Views that each of those has. */
  readonly views: keyof typeof VIEW_CHOICES
  /** Where the index of that is, when not in files. */
  readonly store?: PostgresIndexStore | undefined
  readonly onProgress?: (progress: BuildProgress) => void
  readonly onNote: (note: string) => void
}

/**
 * Measures start, memory, answers and searches over the real corpus and then over a larger one.
 *
 * @throws AppError when something does not work; a missed target is no error.
 */
export async function runBenchmark(
  config: Config,
  options: BenchmarkOptions,
): Promise<BenchmarkReport> {
  const loaded = loadCorpus(config.folders.corpus)
  const ids = new Set(loaded.corpus.measures.map(({ id }) => id))
  const files = questionFiles(options.questions)
  const questions = drawQuestions(
    loadQuestions(files, ids),
    createRandom(seedFor(SEED, 'questions')),
  )
  const sections: ReportSection[] = []
  if (options.measuresReal) {
    sections.push(
      await withEmbedder(config, (embedder) => measureReal(config, embedder, questions, options)),
    )
  }
  const { measures, views, store } = options
  if (measures !== undefined && store !== undefined) {
    sections.push(
      await withEmbedder(config, async (embedder) => {
        const open = await openCorpus({ folders: config.folders, embedder })
        const asked = [...questions.warmUp, ...questions.search].map(foldText)
        // By a model of its own, so that they are not cached where answers are measured.
        const vectors = await withEmbedder(config, (model) => model.embed(asked, 'query'))
        const embedded = asked.flatMap((folded, i) => {
          const vector = vectors[i]
          return vector === undefined ? [] : [{ folded, vector }]
        })
        const scaled = await buildScaledPostgres(open, loaded, embedder, store, embedded, {
          ...options,
          measures,
          views,
          seed: SEED,
          onStep: options.onNote,
        })
        const assistant = assembleAssistant(config, scaled.open, embedder)
        const figures = await measureAssistant(assistant, questions, options.onNote)
        return {
          title: `${scaled.open.corpus.measures.length} measures, made from the real ones, in PostgreSQL`,
          scale: {
            measures: scaled.open.corpus.measures.length,
            views: scaled.views,
            index: 'postgres',
          },
          figures: [...scaledPostgresRows(scaled), ...assistantRows(figures)],
        }
      }),
    )
  } else if (measures !== undefined) {
    // A model of its own: the questions' vectors are not cached yet.
    sections.push(
      await withEmbedder(config, async (embedder) => {
        const open = await openCorpus({ folders: config.folders, embedder })
        const asked = [...questions.warmUp, ...questions.search].map(foldText)
        const vectors = await embedder.embed(asked, 'query')
        const probed = {
          warmUp: questions.warmUp.length,
          questions: asked.map((folded, i) => ({ folded, vector: [...(vectors[i] ?? [])] })),
        }
        const scaled = await buildScaledIndex(open, loaded, embedder, probed, {
          ...options,
          measures,
          views,
          seed: SEED,
          onStep: options.onNote,
        })
        options.onNote('comparing the index with a scan')
        const { index } = scaled.open
        const rows = { values: scaled.values, dimensions: index.vectors.dimensions }
        const recalls = RECALL_LIMITS.map((limit) => ({
          limit,
          recall: graphRecall(index.vectors, rows, vectors.slice(0, RECALL_QUERIES), limit),
        }))
        const figures =
          measures <= MAX_ANSWERED_MEASURES
            ? assistantRows(
                await measureAssistant(
                  assembleAssistant(config, scaled.open, embedder),
                  questions,
                  options.onNote,
                ),
              )
            : []
        return {
          title: `${scaled.open.corpus.measures.length} measures, made from the real ones`,
          scale: {
            measures: scaled.open.corpus.measures.length,
            views: scaled.views,
            index: 'files',
          },
          figures: [...scaledIndexRows(scaled, recalls), ...figures],
        }
      }),
    )
  }
  return {
    machine: describeMachine(),
    seed: SEED,
    corpusVersion: loaded.corpus.version,
    embedder: await withEmbedder(config, async ({ fingerprint }) => fingerprint),
    sections,
  }
}

async function measureReal(
  config: Config,
  embedder: Embedder,
  questions: DrawnQuestions,
  options: BenchmarkOptions,
): Promise<ReportSection> {
  const { onNote } = options
  // Makes sure that every vector is cached and the server finds its index.
  const { onProgress } = options
  const open = await openCorpus({
    folders: config.folders,
    embedder,
    onNote,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  open.tokenizer.words('通关')
  onNote('building the index from cached vectors')
  const buildMs = await timeOfBuild(config, embedder)
  const assistant = assembleAssistant(config, open, embedder)
  const figures = await measureAssistant(assistant, questions, onNote)
  const sentences = await measureVerification(open, embedder, onNote)
  const server = await measureServer(questions.warmUp, questions.server, onNote)
  return {
    title: `${open.corpus.measures.length} measures, the real corpus`,
    figures: [
      indexBuildRow(buildMs, open.index.vectors.size),
      ...assistantRows(figures),
      ...verificationRows(sentences),
      ...serverRows(server),
    ],
  }
}

async function timeOfBuild(config: Config, embedder: Embedder): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'policy-assistant-bench-'))
  try {
    const started = performance.now()
    await openCorpus({
      folders: { ...config.folders, index: folder },
      embedder,
      rebuild: true,
    })
    return performance.now() - started
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withEmbedder<T>(
  config: Config,
  work: (embedder: Embedder) => Promise<T>,
): Promise<T> {
  const embedder = await openEmbedder(config)
  try {
    return await work(embedder)
  } finally {
    await embedder.close()
  }
}
