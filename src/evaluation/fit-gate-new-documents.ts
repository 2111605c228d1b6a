import { createAssistant } from '../assistant.js'
import type { GateModel } from '../domain/gate.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { createGate } from '../retrieval/gate.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import type { BareParts } from './fit-gate-bare.js'
import { bareCorpus } from './fit-gate-bare-corpus.js'
import { type AskedQuestion, readGateQuestions } from './fit-gate-questions.js'
import { groupOf } from './fit-gate-directions.js'
import type { Group } from './fit-gate-threshold.js'

/** How questions about documents that were just taken in are answered; counts of questions. */
export interface NewDocumentsRow {
  readonly split: EvaluationQuestion['split']
  readonly group: Group
  /** Whether they name the document's office, or the document. */
  readonly named: boolean
  /** Questions that a measure of the new document answers. */
  readonly answerable: number
  /** Of them: a right measure is the first citation. */
  readonly right: number
  /** Of them: nothing is cited. */
  readonly refused: number
  /** Questions that no measure answers; one that names nothing is asked of each corpus. */
  readonly unanswerable: number
  /** Of them: a measure of the new document is cited. */
  readonly answered: number
}

/**
 * Asks the whole assistant about each document as if it had just been taken in, with a gate that was
 * fitted on the other documents. Follow-ups, look-ups and the like are left out: no gate decides them.
 */
export async function measureNewDocuments(
  questions: readonly EvaluationQuestion[],
  open: OpenCorpus,
  embedder: Embedder,
  model: GateModel,
  withoutDocument: ReadonlyMap<string, BareParts>,
): Promise<NewDocumentsRow[]> {
  const asked = await readGateQuestions(questions, open, embedder)
  const vectors = new Map(
    asked.map(({ understanding, vector }) => [understanding.matter, vector] as const),
  )
  const rows = new Map<string, NewDocumentsRow>()
  for (const [documentId, parts] of withoutDocument) {
    const assistant = createAssistant({
      open: await bareCorpus(open, documentId),
      embedder: knowing(vectors, embedder),
      gate: createGate({
        ...model,
        zh: { ...model.zh, direction: parts.directions.zh },
        en: { ...model.en, direction: parts.directions.en },
        bare: parts.model,
      }),
      converter: plainConverter(),
      publicUrl: 'http://localhost',
    })
    for (const one of asked) {
      const { gold } = one.question
      const isOwn = gold.some((id) => id.startsWith(`${documentId}/`))
      if (!isOwn && gold.length > 0) continue
      const { citations } = await assistant.answer({
        question: one.question.question,
        language: 'auto',
        mode: 'extractive',
        maxCitations: 5,
        trace: false,
      })
      const cited = citations.map(({ measureId }) => measureId)
      const row = rowOf(rows, one, documentId)
      rows.set(
        keyOf(row),
        isOwn
          ? {
              ...row,
              answerable: row.answerable + 1,
              right: row.right + (gold.includes(cited[0] ?? '') ? 1 : 0),
              refused: row.refused + (cited.length === 0 ? 1 : 0),
            }
          : {
              ...row,
              unanswerable: row.unanswerable + 1,
              answered:
                row.answered + (cited.some((id) => id.startsWith(`${documentId}/`)) ? 1 : 0),
            },
      )
    }
  }
  return [...rows.values()].toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
}

function rowOf(
  rows: ReadonlyMap<string, NewDocumentsRow>,
  { question, understanding, named }: AskedQuestion,
  documentId: string,
): NewDocumentsRow {
  const empty: NewDocumentsRow = {
    split: question.split,
    group: groupOf(understanding.language),
    named: named.includes(documentId),
    answerable: 0,
    right: 0,
    refused: 0,
    unanswerable: 0,
    answered: 0,
  }
  return rows.get(keyOf(empty)) ?? empty
}

function keyOf({ split, group, named }: NewDocumentsRow): string {
  return `${split} ${group} ${named ? '0' : '1'}`
}

/** The embedder, which is not asked for what is known: every question is asked of several corpora. */
function knowing(vectors: ReadonlyMap<string, Float32Array>, embedder: Embedder): Embedder {
  return {
    fingerprint: embedder.fingerprint,
    dimensions: embedder.dimensions,
    async embed(texts, role, signal) {
      const known = texts.flatMap((text) => vectors.get(text) ?? [])
      return role === 'query' && known.length === texts.length
        ? known.map((vector) => vector.slice())
        : embedder.embed(texts, role, signal)
    },
    close: () => Promise.resolve(),
  }
}

function plainConverter() {
  const script = createScriptConverter()
  return {
    toSimplified: (text: string) => script.toSimplified(text),
    toTraditional: (text: string, region: 'HK' | 'TW') => script.toTraditional(text, region),
    toRegionalWording: (text: string) => text,
  }
}
