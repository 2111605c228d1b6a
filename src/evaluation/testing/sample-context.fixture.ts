import { join } from 'node:path'
import { citeSentences } from '../../citations/cite.js'
import { createDirectory } from '../../citations/references.js'
import { loadCorpus } from '../../documents/load-corpus.js'
import type { Corpus } from '../../domain/corpus.js'
import type { AnswerLanguage } from '../../domain/language.js'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../../domain/question.js'
import { projectRoot } from '../../project-root.js'
import {
  type EvaluationEntry,
  type EvaluationRecord,
  RECORD_FORMAT,
  type RecordedAnswer,
} from '../evaluation-record.js'
import type { ScoringContext } from '../metric.js'
import { loadPromiseSources } from '../promises/promise-sources.js'
import { scoringContext } from '../score-record.js'

/** The real corpus, read once. */
export const sampleCorpus: Corpus = loadCorpus(join(projectRoot, 'corpus')).corpus

/** What the real corpus says of promises. */
export const sampleSources = loadPromiseSources(join(projectRoot, 'corpus'))

const directory = createDirectory(sampleCorpus, 'http://localhost')

/** A question of a test; everything that is not given has a plain value. */
export function sampleQuestion(given: Partial<EvaluationQuestion>): EvaluationQuestion {
  return evaluationQuestionSchema.parse({
    id: 'q1',
    language: 'zh-Hans',
    type: 'paraphrase',
    split: 'test',
    question: '等化验的时候能不能先提货',
    outcome: 'answered',
    provenance: 'written for a test',
    ...given,
  })
}

/** An answer that quotes the first body sentence of one measure, as the assistant would. */
export function sampleAnswer(measureId: string, language: AnswerLanguage): RecordedAnswer {
  const measure = directory.measure(measureId)
  if (measure === undefined) throw new Error(`no measure ${measureId}`)
  const citation = { number: 1, ...citeSentences(directory, measure, 1, 1, language) }
  const words = language === 'en' ? (citation.translation?.text ?? '') : citation.quote
  return {
    standaloneQuestion: '等化验的时候能不能先提货',
    outcome: 'answered',
    language,
    text: `**${citation.reference}**: ${words}[1]`,
    claims: [{ kind: 'statement', text: words, citations: [1] }],
    citations: [citation],
    related: [],
    notices: [],
  }
}

/** An answer that refuses. */
export function sampleRefusal(outcome: RecordedAnswer['outcome']): RecordedAnswer {
  return {
    standaloneQuestion: '电话是多少',
    outcome,
    language: 'zh-Hans',
    text: '收录的文件中没有找到相关规定。',
    claims: [{ kind: 'absence', text: '收录的文件中没有找到相关规定。', citations: [] }],
    citations: [],
    related: [],
    notices: [],
  }
}

/** An entry with an answer and a ranking. */
export function sampleEntry(
  question: EvaluationQuestion,
  answer: RecordedAnswer | null,
  ranked: readonly string[] = [],
  gateProbability: number | null = null,
): EvaluationEntry {
  return {
    question,
    answer,
    retrieval:
      answer === null
        ? null
        : {
            query: answer.standaloneQuestion,
            documents: [],
            ranked: ranked.map((measureId, index) => ({
              measureId,
              score: 3 - index / 10,
              explanation: [
                {
                  list: 'bm25:words',
                  rank: index + 1,
                  raw: 20,
                  normalised: 1,
                  weight: 2,
                  contribution: 2,
                },
              ],
            })),
          },
    gateProbability,
    generation: null,
    error: answer === null ? 'the model fell over' : null,
  }
}

/** A record over some entries. */
export function sampleRecord(entries: readonly EvaluationEntry[]): EvaluationRecord {
  return {
    header: {
      format: RECORD_FORMAT,
      corpusVersion: sampleCorpus.version,
      embedder: 'test',
      questionsHash: 'test',
      seed: 1,
      split: 'all',
      mode: 'extractive',
      complete: true,
    },
    entries: [...entries],
    variants: [],
    timings: {
      started: '2024-04-04T12:00:00.000Z',
      wallMs: 100,
      aloneMs: Object.fromEntries(entries.map(({ question }, index) => [question.id, 10 + index])),
      perSecond: 40,
    },
  }
}

/** A right answer in Chinese, a right one in English, a right refusal and a crash. */
export function sampleContext(
  entries: readonly EvaluationEntry[] = sampleEntries(),
): ScoringContext {
  return scoringContext(sampleRecord(entries), sampleCorpus, sampleSources)
}

/** The entries of {@link sampleContext}. */
export function sampleEntries(): EvaluationEntry[] {
  const gold = { gold: ['dalian-43/19'], goldMode: 'any' as const, parallelId: 'p1' }
  const ranked = ['dalian-43/19', 'dalian-43/41']
  return [
    sampleEntry(
      sampleQuestion({ ...gold, id: 'q1', facts: ['1万元'] }),
      sampleAnswer('dalian-43/19', 'zh-Hans'),
      ranked,
      0.9,
    ),
    sampleEntry(
      sampleQuestion({ ...gold, id: 'q2', language: 'en', question: 'May goods leave early?' }),
      sampleAnswer('dalian-43/19', 'en'),
      ranked,
      0.8,
    ),
    sampleEntry(
      sampleQuestion({
        id: 'q3',
        type: 'unanswerable',
        outcome: 'no_evidence',
        question: '电话是多少',
      }),
      sampleRefusal('no_evidence'),
      ranked,
      0.1,
    ),
    sampleEntry(
      sampleQuestion({ ...gold, id: 'q4', language: 'zh-Hant-HK', question: '<提貨> & "條件"' }),
      null,
    ),
  ]
}
