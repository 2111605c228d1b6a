import type { LayQuestions } from '../documents/load-corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { TextRole } from '../embedding/embedder.js'
import { dotAt } from '../indexes/vector-index.js'
import { foldText } from '../scripts/fold.js'

/** The kinds of views of a measure, in the order of their codes in a {@link ViewTable}. */
export const VIEW_KINDS = ['original', 'sentence', 'english', 'english-sentence', 'lay'] as const
/** A kind of view. */
export type ViewKind = (typeof VIEW_KINDS)[number]

/** A folded text and how it is embedded. */
export interface EmbeddedText {
  readonly text: string
  readonly role: TextRole
}

/** One text by which a measure can be found. What is quoted is always the original. */
export interface View extends EmbeddedText {
  readonly kind: ViewKind
  /** Index of the measure in the corpus. */
  readonly measure: number
  /** Index into the measure's sentences, for views of one sentence; else 0. */
  readonly sentence: number
}

/**
 * All views, the rows of one measure together and measures in order: the whole measure, each body
 * sentence behind the title, the same in English where there is a translation, if only a draft, and the lay
 * questions, which are embedded as the queries they are.
 */
export function buildViews(measures: readonly MeasureRecord[], layQuestions: LayQuestions): View[] {
  return measures.flatMap((record, measure) => {
    const view = (kind: ViewKind, sentence: number, text: string): View => ({
      kind,
      measure,
      sentence,
      text: foldText(text),
      role: kind === 'lay' ? 'query' : 'passage',
    })
    const bodies = record.sentences.slice(1)
    const english = record.translation ?? record.draftTranslation
    return [
      view('original', 0, record.text),
      ...bodies.map(({ start, end }, index) =>
        view('sentence', index + 1, `${record.title}。${record.text.slice(start, end)}`),
      ),
      ...(english === null
        ? []
        : [
            view('english', 0, english.text),
            ...english.sentences
              .slice(1)
              .map((text, index) =>
                view('english-sentence', index + 1, `${english.title}. ${text}`),
              ),
          ]),
      ...(layQuestions.get(record.id) ?? []).map((text) => view('lay', 0, text)),
    ]
  })
}

/** Which measure, kind and sentence each row of the vector index stands for. */
export interface ViewTable {
  readonly measures: Uint32Array
  readonly kinds: Uint8Array
  readonly sentences: Uint16Array
  /** Rows of measure `m` are `starts[m]` to `starts[m + 1]`, exclusive. */
  readonly starts: Uint32Array
}

/** Share of the words of a lay question, 0 to 1, that some texts hold. */
export type HeldWords = (question: string, texts: readonly string[]) => number

/**
 * How much all words in common weigh beside a cosine: those of the sentences of one measure, all with its
 * title, lie about half of that apart.
 */
const WORDS_WEIGHT = 0.12

/**
 * The table of a list of views in the order of {@link buildViews}. A lay question has no sentence of
 * its own: it is given the one of its measure that is nearest to it in meaning and in words.
 *
 * @param vectors Unit vectors of the views, in order.
 * @param heldWords Without it, the meaning alone tells.
 */
export function viewTableOf(
  views: readonly View[],
  vectors: readonly Float32Array[],
  measureCount: number,
  heldWords?: HeldWords,
): ViewTable {
  const starts = new Uint32Array(measureCount + 1)
  for (const { measure } of views) starts[measure + 1] = (starts[measure + 1] ?? 0) + 1
  for (let measure = 0; measure < measureCount; measure++) {
    starts[measure + 1] = (starts[measure + 1] ?? 0) + (starts[measure] ?? 0)
  }
  return {
    measures: Uint32Array.from(views, ({ measure }) => measure),
    kinds: Uint8Array.from(views, ({ kind }) => VIEW_KINDS.indexOf(kind)),
    sentences: Uint16Array.from(views, ({ kind, sentence }, row) =>
      kind === 'lay' ? nearestSentence(row, views, vectors, starts, heldWords) : sentence,
    ),
    starts,
  }
}

function nearestSentence(
  row: number,
  views: readonly View[],
  vectors: readonly Float32Array[],
  starts: Uint32Array,
  heldWords: HeldWords | undefined,
): number {
  const own = vectors[row]
  const { measure, text } = views[row] ?? { measure: 0, text: '' }
  if (own === undefined) return 0
  const cosines = new Map<number, number>()
  const texts = new Map<number, string[]>()
  for (let other = starts[measure] ?? 0; other < (starts[measure + 1] ?? 0); other++) {
    const view = views[other]
    const vector = vectors[other]
    if (vector === undefined || (view?.kind !== 'sentence' && view?.kind !== 'english-sentence')) {
      continue
    }
    const { sentence } = view
    cosines.set(sentence, Math.max(cosines.get(sentence) ?? -1, dotAt(vector, 0, own)))
    texts.set(sentence, [...(texts.get(sentence) ?? []), view.text])
  }
  const nearest = { score: Number.NEGATIVE_INFINITY, sentence: 0 }
  for (const [sentence, cosine] of cosines) {
    const held = cosines.size > 1 ? (heldWords?.(text, texts.get(sentence) ?? []) ?? 0) : 0
    const score = cosine + WORDS_WEIGHT * held
    if (score > nearest.score) Object.assign(nearest, { score, sentence })
  }
  return nearest.sentence
}
