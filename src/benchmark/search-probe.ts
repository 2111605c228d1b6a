// A process of its own that opens a saved index as a server does, and times searches: what was needed
// to build the index is not in its memory.
import { readFileSync } from 'node:fs'
import { childEnvironment, readConfig } from '../config.js'
import { loadIndex } from '../indexes/index-store.js'
import { openEmbedder } from '../open-assistant.js'
import { readSearchIndex } from '../retrieval/index-files.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { createQueryWidener } from '../retrieval/widen-query.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { latencyOf } from './percentile.js'
import { openRecords } from './record-file.js'
import { type SearchProbeReport, searchProbeTaskSchema } from './search-probe-messages.js'

/** Measures asked for in each search, as an answer does. */
const LIMIT = 10

const task = searchProbeTaskSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
const config = readConfig(childEnvironment({}))
const loadingModel = openEmbedder(config)
const glossary = loadGlossary(`${config.folders.corpus}/glossary.yaml`)
const tokenizer = createTokenizer(glossaryUserWords(glossary))
const stored = await loadIndex(task.folder, task.fingerprint)
if (stored === undefined) throw new Error(`${task.folder}: expected an index`)
const measures = openRecords(task.records)
const index = await readSearchIndex(stored, measures.length)
const widen = createQueryWidener({ index, glossary })
const searcher = createMeasureSearcher(index, measures, tokenizer)
const questions = task.questions.map(({ folded, vector }) => ({
  folded,
  vector: Float32Array.from(vector),
}))

/** Rows of all measures, or of those of each document. */
const scopes = [
  undefined,
  ...task.documents.map(({ start, end }) =>
    Uint32Array.from({ length: end - start }, (_, i) => start + i),
  ),
]

/** Milliseconds of each question in each scope: in turn, since a machine is not always equally fast. */
async function timed(asked: typeof questions): Promise<number[][]> {
  const times = scopes.map((): number[] => [])
  for (const { folded, vector } of asked) {
    for (const [nth, allowed] of scopes.entries()) {
      // A vector that was searched with before would be known.
      const own = vector.slice()
      const started = performance.now()
      await searcher.search({ folded, vector: own, added: widen(folded), allowed }, LIMIT)
      times[nth]?.push(performance.now() - started)
    }
  }
  return times
}

const embedder = await loadingModel
await embedder.embed(['通关'], 'query')
const [first] = questions
if (first !== undefined) await searcher.search({ ...first, added: widen(first.folded) }, LIMIT)
const readyMs = performance.now()
await timed(questions.slice(0, task.warmUp))
const [everywhere = [], ...within] = await timed(questions.slice(task.warmUp))
const report: SearchProbeReport = {
  readyMs,
  rssBytes: process.memoryUsage.rss(),
  search: latencyOf(everywhere),
  byDocument: task.documents.map(({ id, start, end }, nth) => ({
    id,
    measures: end - start,
    search: latencyOf(within[nth] ?? []),
  })),
}
process.stdout.write(`${JSON.stringify(report)}\n`)
measures.close()
await embedder.close()
