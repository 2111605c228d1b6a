import { randomUUID } from 'node:crypto'
import type { Answer, Citation } from '../domain/answer.js'
import type { AnswerRecord } from './record-types.js'

/** What a sample differs in. */
export type SampleOptions = Partial<Answer> & {
  readonly ownerKeyId?: string | null
  readonly totalMs?: number
  readonly channel?: string
}

/** A record of an answer as the server would keep it, with one citation. */
export function sampleRecord({
  ownerKeyId = null,
  totalMs = 12.5,
  channel = 'answers',
  ...own
}: SampleOptions = {}): AnswerRecord {
  const text = '大连海关43项惠企措施第（三十三）项：可申请预裁定。[1]'
  const answer: Answer = {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    conversationId: randomUUID(),
    question: '预裁定要提前多久申请？',
    standaloneQuestion: '预裁定要提前多久申请？',
    language: 'zh-Hans',
    outcome: 'answered',
    mode: 'extractive',
    text,
    claims: [{ kind: 'statement', text: text.slice(0, -3), start: 0, end: 27, citations: [1] }],
    citations: [sampleCitation('dalian-43/33')],
    related: [],
    suggestions: [],
    notices: [],
    corpusVersion: 'c0de',
    model: null,
    timings: { retrieveMs: 4.25, composeMs: 1, totalMs },
    ...own,
  }
  return { answer, ownerKeyId, request: { requestId: 'req-1', channel, modelTokens: 0 } }
}

/** A citation of a measure. */
export function sampleCitation(measureId: string): Citation {
  return {
    number: 1,
    measureId,
    office: { id: 'dalian-customs', name: '大连海关' },
    document: {
      id: 'dalian-43',
      title: '大连海关43项惠企措施',
      sourceUrl: null,
      publishedOn: null,
    },
    measure: { number: 33, label: '（三十三）', title: '推广预裁定' },
    reference: '大连海关43项惠企措施第（三十三）项',
    quote: '货物实际进出口3个月前,进出口企业可申请',
    quoteStart: 12,
    quoteEnd: 32,
    commitment: { class: 'in_force', word: '可' },
    url: 'http://127.0.0.1:8787/measures/dalian-43/33?from=12&to=32',
  }
}
