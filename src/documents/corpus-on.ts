import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import type { DocumentData } from '../domain/document.js'

/** Statuses of a document that holds no more, whether or not its last day is known. */
const ENDED: ReadonlySet<DocumentData['status']> = new Set(['superseded', 'repealed'])

/**
 * Whether a document holds on a day (ISO 8601). One of which no day is known holds, unless its status
 * says that it has ended: then nobody can say on which days it held.
 */
export function holdsOn(
  { validFrom, validUntil, status }: Pick<DocumentData, 'validFrom' | 'validUntil' | 'status'>,
  day: string,
): boolean {
  if (validFrom !== null && day < validFrom) return false
  if (validUntil !== null) return day <= validUntil
  return !ENDED.has(status)
}

/** What a corpus holds on one day, and what of it holds no more or not yet. */
export interface DatedCorpus {
  readonly holding: Corpus
  /** The same corpus without what holds; `undefined` when all of it does. */
  readonly ended: Corpus | undefined
}

/**
 * Divides a corpus by a day (ISO 8601). Where everything holds, `holding` is the corpus itself. Kept by
 * the set of documents that hold, so that asking for many days keeps few parts.
 */
export function createCorpusByDay(corpus: Corpus): (day: string) => DatedCorpus {
  const kept = new Map<string, DatedCorpus>()
  const isDated = corpus.documents.some(
    ({ data }) => data.validFrom !== null || data.validUntil !== null || ENDED.has(data.status),
  )
  const all: DatedCorpus = { holding: corpus, ended: undefined }
  if (!isDated) return () => all
  return (day) => {
    const holds = corpus.documents.map(({ data }) => holdsOn(data, day))
    const key = holds.map(Number).join('')
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = holds.every(Boolean)
      ? all
      : {
          holding: withNames(
            partOf(corpus, (_, index) => holds[index] === true),
            corpus,
          ),
          ended: partOf(corpus, (_, index) => holds[index] !== true),
        }
    kept.set(key, made)
    return made
  }
}

/**
 * A document's names lead to its newest version, which alone bears them; on a day on which another one
 * holds they lead to that.
 */
function withNames(part: Corpus, { documents }: Corpus): Corpus {
  return {
    ...part,
    documents: part.documents.map((document) => {
      const [base, version] = document.data.id.split('@')
      const newest = documents.find(({ data }) => data.id === base)
      return version === undefined || newest === undefined || document.data.aliases.length > 0
        ? document
        : { ...document, data: { ...document.data, aliases: newest.data.aliases } }
    }),
  }
}

function partOf(
  corpus: Corpus,
  keeps: (document: CorpusDocument, index: number) => boolean,
): Corpus {
  const documents = corpus.documents.filter(keeps)
  const ids = new Set(documents.map(({ data }) => data.id))
  const rows = corpus.measures.flatMap(({ documentId }, row) => (ids.has(documentId) ? [row] : []))
  return {
    ...corpus,
    documents,
    measures: documents.flatMap(({ measures }) => measures),
    rows: Uint32Array.from(rows),
  }
}

/** Hours by which the offices' clocks are ahead of UTC: a day begins when it begins there. */
const CHINA_UTC_OFFSET_HOURS = 8
const HOUR_MS = 3_600_000

/** The day (ISO 8601) in mainland China, Hong Kong and Taiwan. */
export function dayInChina(now: Date): string {
  return new Date(now.getTime() + CHINA_UTC_OFFSET_HOURS * HOUR_MS).toISOString().slice(0, 10)
}
