import { z } from 'zod'
import { outcomeSchema } from './answer.js'
import { measureIdSchema } from './measure.js'

/** A kept question with its answer. */
export const conversationTurnSchema = z.object({
  answerId: z.uuid(),
  createdAt: z.string(),
  question: z.string(),
  outcome: outcomeSchema,
  text: z.string(),
  /** Ids of the cited measures, in the order of the citations; one cited twice stands twice. */
  measures: z.array(measureIdSchema),
})
/** A kept question with its answer. */
export type ConversationTurn = z.infer<typeof conversationTurnSchema>

/** A kept conversation: its last turns, the oldest first. */
export const conversationSchema = z.object({
  id: z.uuid(),
  createdAt: z.string(),
  updatedAt: z.string(),
  turns: z.array(conversationTurnSchema),
})
/** A kept conversation. */
export type Conversation = z.infer<typeof conversationSchema>
