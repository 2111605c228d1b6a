import type { Assistant } from '../assistant.js'
import type { Answer } from '../domain/answer.js'
import type { SearchResponse } from '../domain/search.js'
import { EMBEDDING_MODEL } from '../openai/embeddings.js'
import { documentView, measureView } from './views.js'

/** An example of one operation. */
export interface OperationExample {
  /** What a call that succeeds gets. */
  readonly description: string
  readonly request?: unknown
  readonly response?: unknown
  /** By the name of the parameter. */
  readonly parameters?: Readonly<Record<string, string | number>>
}

/** Examples for a description. */
export interface ApiExamples {
  /** By the id of the operation. */
  readonly operations: Readonly<Record<string, OperationExample>>
  /** An answer as a stream of events. */
  readonly stream: string
}

const ANSWER_ID = '817871ba-6d32-4950-ba55-1eabcd0505c7'
const CONVERSATION_ID = 'b714cfcc-b735-44ba-b53a-b1edfa20391a'
const ASKED_AT = '2026-01-15T02:30:00.000Z'
const QUESTION = '深圳海关第十九条'
const MEASURE_ID = 'shenzhen-20/19'

/**
 * Examples for the description of the API. What is shown of measures and documents is what the
 * corpus says; an answer is put together from it as the assistant would.
 */
export function createApiExamples({
  corpus,
  directory,
}: Pick<Assistant, 'corpus' | 'directory'>): ApiExamples {
  const language = 'zh-Hans'
  // The one that reads well; in another corpus the first there is, though it may hold no more.
  const measure = [
    ...corpus.measures.filter(({ id }) => id === MEASURE_ID),
    ...corpus.measures.slice(0, 1),
    ...directory.documents.flatMap(({ measures }) => measures.slice(0, 1)),
  ][0]
  if (measure === undefined) throw new Error('expected a measure in the corpus, for examples')
  const document = directory.document(measure.documentId)
  const measureExample = measureView(measure, directory, language)
  const documentExample = documentView(document, directory, language)
  const asked = measure.id === MEASURE_ID ? QUESTION : measureExample.reference
  const answer = answerOn(measureExample, documentExample, corpus.version, asked)
  const [citation] = answer.citations
  const { id, conversationId, createdAt, question, outcome, text } = answer
  const status = {
    state: 'open',
    since: '2026-01-15T02:00:03.120Z',
    reason: null,
    queued: 0,
  }
  const byAnswer = { id: ANSWER_ID }
  const byConversation = { id: CONVERSATION_ID }
  const feedback = { rating: 'useful', comment: '第十九条正是我要找的' }
  const offices = corpus.offices.filter(({ covered }) => covered)
  const inOne = { language: 'auto' }
  return {
    operations: {
      isAlive: { description: 'The process answers', response: { status: 'alive' } },
      isReady: {
        description: 'It can answer questions; what it can do without may be away',
        response: {
          status: 'ready',
          index: {
            fingerprint: '077aaec359618aa2e212e0f2b60c4939c71e538c9ba3982c7c4defdac608b237',
            corpusVersion: corpus.version,
            measures: corpus.measures.length,
          },
          records: status,
          model: 'none',
        },
      },
      getStatus: {
        description: 'Versions, counts, and the state of the record store',
        response: {
          version: '1.0.0',
          startedAt: '2026-01-15T02:00:00.000Z',
          uptimeSeconds: 1800,
          corpus: {
            version: corpus.version,
            documents: corpus.documents.length,
            offices: offices.length,
            measures: corpus.measures.length,
          },
          index: {
            fingerprint: '077aaec359618aa2e212e0f2b60c4939c71e538c9ba3982c7c4defdac608b237',
          },
          embeddings: { fingerprint: 'e3b0c44298fc1c149afbf4c8996fb924' },
          chatModel: null,
          records: status,
        },
      },
      answerQuestion: {
        description: 'The answer, with a citation for every statement',
        request: { question: asked, language: 'auto', maxCitations: 2 },
        response: answer,
      },
      searchMeasures: {
        description: 'The measures found, the most relevant first',
        request: { query: '知识产权', limit: 1 },
        response: searchExample(measureExample),
      },
      listDocuments: {
        description: 'The documents that hold on the day',
        response: { documents: [documentExample] },
        parameters: { asOf: '2026-01-31', ...inOne },
      },
      getDocument: {
        description: 'The document',
        response: documentExample,
        parameters: { id: document.data.id, ...inOne },
      },
      listOffices: {
        description: 'The offices whose measures are included',
        response: {
          offices: [
            {
              ...measureExample.office,
              kind: 'customs',
              documents: [document.data.id],
              measures: document.measures.length,
            },
          ],
        },
        parameters: inOne,
      },
      listMeasures: {
        description: 'A page of measures, in the order of the documents',
        response: { measures: [measureExample], nextCursor: cursorExample(measure.id) },
        parameters: {
          document: document.data.id,
          limit: 1,
          cursor: cursorExample(`${document.data.id}/${measure.number - 1}`),
          ...inOne,
        },
      },
      getMeasure: {
        description: 'The measure',
        response: measureExample,
        parameters: { documentId: document.data.id, number: measure.key, ...inOne },
      },
      createEmbeddings: {
        description: 'A vector for each text, in their order',
        request: { model: EMBEDDING_MODEL, input: asked, input_type: 'query' },
        response: {
          object: 'list',
          data: [{ object: 'embedding', index: 0, embedding: [0.0318, -0.0127, 0.0544] }],
          model: EMBEDDING_MODEL,
          system_fingerprint: 'e3b0c44298fc1c14',
          usage: { prompt_tokens: 12, total_tokens: 12 },
        },
      },
      getAnswer: {
        description: 'The answer as it was given',
        response: answer,
        parameters: byAnswer,
      },
      deleteAnswer: { description: 'The answer is deleted', parameters: byAnswer },
      giveFeedback: {
        description: 'What is kept: personal data in the comment is masked',
        request: feedback,
        response: feedback,
        parameters: byAnswer,
      },
      getConversation: {
        description: 'The conversation with its last questions and answers',
        response: {
          id: conversationId,
          createdAt,
          updatedAt: createdAt,
          turns: [{ answerId: id, createdAt, question, outcome, text, measures: [measure.id] }],
        },
        parameters: byConversation,
      },
      deleteConversation: {
        description: 'The conversation is deleted, and its answers',
        parameters: byConversation,
      },
    },
    stream: [
      sseMessage('answer-start', { id, conversationId, language }),
      sseMessage('citation-available', { citation }),
      sseMessage('answer-delta', { text }),
      sseMessage('answer-end', { answer }),
    ].join(''),
  }
}

function answerOn(
  measure: ReturnType<typeof measureView>,
  document: ReturnType<typeof documentView>,
  corpusVersion: string,
  question: string,
): Answer {
  const lead = `**${measure.reference}“${measure.title}”**：`
  const statement = measure.text.slice(measure.titleEnd).trim()
  const end = lead.length + statement.length
  return {
    id: ANSWER_ID,
    createdAt: ASKED_AT,
    conversationId: CONVERSATION_ID,
    question,
    standaloneQuestion: question,
    language: 'zh-Hans',
    outcome: 'answered',
    mode: 'extractive',
    text: `${lead}${statement}[1]`,
    claims: [
      { kind: 'lead', text: lead, start: 0, end: lead.length, citations: [] },
      { kind: 'statement', text: statement, start: lead.length, end, citations: [1] },
    ],
    citations: [
      {
        number: 1,
        measureId: measure.id,
        office: measure.office,
        document: {
          id: document.id,
          title: document.title,
          sourceUrl: document.sourceUrl,
          publishedOn: document.publishedOn,
        },
        measure: { number: measure.number, label: measure.label, title: measure.title },
        reference: measure.reference,
        quote: measure.text,
        quoteStart: 0,
        quoteEnd: measure.text.length,
        commitment: measure.sentences[0]?.commitment ?? null,
        url: `${measure.url}?from=0&to=${measure.text.length}`,
      },
    ],
    related: [],
    suggestions: [],
    notices: [],
    corpusVersion,
    model: null,
    timings: { retrieveMs: 3.41, composeMs: 0.61, totalMs: 4.03 },
  }
}

function searchExample(measure: ReturnType<typeof measureView>): SearchResponse {
  const wanted = '知识产权'
  const at = measure.title.indexOf(wanted)
  return {
    results: [
      {
        measureId: measure.id,
        reference: measure.reference,
        title: measure.title,
        office: measure.office,
        score: 4.31,
        snippet: measure.title,
        highlights: at === -1 ? [] : [[at, at + wanted.length]],
      },
    ],
    timings: { totalMs: 11.46 },
  }
}

function sseMessage(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

function cursorExample(measureId: string): string {
  return Buffer.from(measureId).toString('base64url')
}
