import { z } from 'zod'
import { historyTurnSchema, outcomeSchema, QUESTION_MAX_LENGTH } from './answer.js'
import { askedFacetSchema } from './cues.js'
import { answerLanguageSchema } from './language.js'
import { commitmentSchema, measureIdSchema } from './measure.js'

/** One line of a question file (`eval/questions/*.jsonl`). */
export const evaluationQuestionSchema = z.strictObject({
  id: z.string().min(1),
  language: answerLanguageSchema,
  type: z.enum([
    'paraphrase',
    'lookup',
    'compare',
    'followup',
    'overview',
    'ambiguous',
    'unanswerable',
    'injection',
    'strength',
    'facet',
  ]),
  split: z.enum(['dev', 'test']),
  question: z.string().min(1).max(QUESTION_MAX_LENGTH),
  history: z.array(historyTurnSchema).optional(),
  gold: z.array(measureIdSchema).default([]),
  goldMode: z.enum(['any', 'all']).optional(),
  facts: z.array(z.string().min(1)).default([]),
  outcome: outcomeSchema,
  /** Of what is asked, what the gold measures do not state; empty where only an office is not covered. */
  missing: z.array(askedFacetSchema).optional(),
  /** How strong the promise of the clause asked about is, and the word of the original that governs it. */
  strength: commitmentSchema.optional(),
  parallelId: z.string().min(1).optional(),
  provenance: z.string().min(1),
})
/** A question of the evaluation. */
export type EvaluationQuestion = z.infer<typeof evaluationQuestionSchema>
