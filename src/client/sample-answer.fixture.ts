import type { Answer, AnswerEvent, Citation } from '../domain/answer.js'

const citation: Citation = {
  number: 1,
  measureId: 'dalian-43/33',
  office: { id: 'dalian-customs', name: '大连海关' },
  document: { id: 'dalian-43', title: '大连海关43项', sourceUrl: null, publishedOn: null },
  measure: { number: 33, label: '（三十三）', title: '预约通关' },
  reference: '大连海关43项惠企措施第（三十三）项',
  quote: '可预约通关。',
  quoteStart: 12,
  quoteEnd: 18,
  commitment: { class: 'in_force', word: '可' },
  url: 'https://assistant.example/measures/dalian-43/33?from=12&to=18',
}

/** An answer of the contract. */
export const SAMPLE_ANSWER: Answer = {
  id: '0b9f6a54-6f0a-4c8e-9a55-0d5e6f3f7a01',
  createdAt: '2025-01-01T00:00:00.000Z',
  conversationId: '0b9f6a54-6f0a-4c8e-9a55-0d5e6f3f7a02',
  question: '大连可以预约通关吗',
  standaloneQuestion: '大连可以预约通关吗',
  language: 'zh-Hans',
  outcome: 'answered',
  mode: 'extractive',
  text: '**大连海关**：可预约通关。[1]\n\n𠮷😀 – “ok”',
  claims: [{ kind: 'statement', text: '可预约通关。', start: 9, end: 15, citations: [1] }],
  citations: [citation],
  related: [],
  suggestions: [],
  notices: [],
  corpusVersion: 'c0de',
  model: null,
  timings: { retrieveMs: 1, composeMs: 2, totalMs: 3 },
}

/** The events of {@link SAMPLE_ANSWER}. */
export const SAMPLE_EVENTS: readonly AnswerEvent[] = [
  {
    type: 'answer-start',
    id: SAMPLE_ANSWER.id,
    conversationId: SAMPLE_ANSWER.conversationId,
    language: 'zh-Hans',
  },
  { type: 'answer-delta', text: '**大连海关**：' },
  { type: 'citation-available', citation },
  { type: 'answer-delta', text: '可预约通关。[1]' },
  { type: 'answer-delta', text: '\n\n𠮷😀 – “ok”' },
  { type: 'answer-end', answer: SAMPLE_ANSWER },
]

/** One event as a message of a stream, with `newline` at the end of each line. */
export function messageOf({ type, ...data }: { readonly type: string }, newline = '\n'): string {
  return [`event: ${type}`, `data: ${JSON.stringify(data)}`, '', ''].join(newline)
}
