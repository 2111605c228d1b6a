import type { HistoryTurn } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { QuestionContext, QuestionReader, Understanding } from './understand-question.js'

/** A question with what it takes over from the conversation. */
export interface ResolvedQuestion {
  readonly understanding: Understanding
  /** The question as it would be asked without the conversation. */
  readonly standaloneQuestion: string
  /** Measures of the last answer that the question goes on about; empty when it does not. */
  readonly continues: readonly MeasureRecord[]
  /** Another reading, for when nothing is found for this one: with the topic or measure of before. */
  readonly otherwise?: ResolvedQuestion
}

/** A question of so few content words, after an answer, goes on about that answer. */
const BARE_QUESTION_MAX_TERMS = 2

/** Words that point back; up to this length a question that holds one goes on about the last answer. */
const POINTS_BACK =
  /(?:^|[^\p{L}])(?:it|this|that|they|them|those|these|there|its|their|same)(?:$|[^\p{L}])|它|这个|那个|这项|该项|这条|该措施|上述|其中|这种|这样|这里|上面|刚才|呢$|呢\?$|^那|^这|^再|^还|佢/u
const POINTING_BACK_MAX_LENGTH = 60

/**
 * Takes over from the history what a follow-up leaves out: the document for a bare number, the topic
 * for a bare office (那深圳呢？), the measure for a question that has neither.
 */
export function resolveFollowUp(
  understanding: Understanding,
  context: QuestionContext,
  reader: QuestionReader,
  corpus: Corpus,
): ResolvedQuestion {
  const alone = {
    understanding,
    standaloneQuestion: understanding.question,
    continues: [],
  }
  const { history } = context
  const lastMeasures = measuresOfLastAnswer(history, context, reader, corpus)
  // A follow-up of a follow-up has no topic of its own: the one before it does.
  const questions = history
    .filter(({ role }) => role === 'user')
    .map((turn) => turn.content.slice(0, 500))
  const lastQuestion =
    questions.findLast((question) => reader.read(question, context).topicTerms.length > 0) ??
    questions.at(-1)
  if (lastQuestion === undefined && lastMeasures.length === 0) return alone
  if (understanding.farDomain && !understanding.domain) return alone
  // The form of the answer is the new question's own, not that of what is carried over.
  const reread = (question: string): Understanding => ({
    ...reader.read(question, context),
    language: understanding.language,
  })
  const { looseNumbers, references, officeIds, documentIds, topicTerms, folded } = understanding

  const lastMeasure = lastMeasures[0]
  if (looseNumbers.length > 0 && lastMeasure !== undefined) {
    const { documentId } = lastMeasure
    const exists = (number: number): boolean =>
      corpus.measures.some((m) => m.documentId === documentId && m.number === number)
    return {
      understanding: {
        ...understanding,
        looseNumbers: [],
        documentIds: [documentId],
        references: looseNumbers.filter(exists).map((number) => ({ documentId, number })),
        missing: looseNumbers.filter((n) => !exists(n)).map((number) => ({ documentId, number })),
      },
      standaloneQuestion: `${titleOf(documentId, corpus)} ${understanding.question}`,
      continues: [],
    }
  }
  if (references.length > 0 || understanding.asksOverview) return alone
  if (officeIds.length + documentIds.length > 0) {
    if (lastQuestion === undefined) return alone
    const topic = reader.read(lastQuestion, context).topicText.replace(/\s+/gu, ' ').trim()
    const standaloneQuestion = `${understanding.question} ${topic}`
    const withTopic = {
      understanding: reread(standaloneQuestion),
      standaloneQuestion,
      continues: [],
    }
    return topicTerms.length === 0 ? withTopic : { ...alone, otherwise: withTopic }
  }
  const bare =
    topicTerms.length <= BARE_QUESTION_MAX_TERMS ||
    (POINTS_BACK.test(folded) && folded.length <= POINTING_BACK_MAX_LENGTH)
  if (lastMeasures.length === 0) return alone
  const goingOn = {
    understanding,
    standaloneQuestion:
      lastQuestion === undefined
        ? understanding.question
        : `${lastQuestion} ${understanding.question}`,
    continues: lastMeasures,
  }
  return bare ? goingOn : { ...alone, otherwise: goingOn }
}

function titleOf(documentId: string, corpus: Corpus): string {
  const document = corpus.documents.find(({ data }) => data.id === documentId)
  return document?.data.title.names['zh-Hans'] ?? documentId
}

function measuresOfLastAnswer(
  history: readonly HistoryTurn[],
  context: QuestionContext,
  reader: QuestionReader,
  corpus: Corpus,
): MeasureRecord[] {
  const last = history.findLast(({ role }) => role === 'assistant')
  if (last === undefined) return []
  const ids =
    last.measures ??
    reader
      .read(last.content, context)
      .references.map(({ documentId, number }) => `${documentId}/${number}`)
  return ids.flatMap((id) => corpus.measures.find((measure) => measure.id === id) ?? [])
}
