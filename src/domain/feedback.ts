import { z } from 'zod'

/** Longest comment, in characters. */
export const COMMENT_MAX_LENGTH = 2000

/** What a reader says of an answer: body and result of `PUT /api/v1/answers/{id}/feedback`. */
export const feedbackSchema = z.strictObject({
  rating: z.enum(['useful', 'not_useful']),
  comment: z.string().max(COMMENT_MAX_LENGTH).optional(),
})
/** What a reader says of an answer. */
export type FeedbackRequest = z.infer<typeof feedbackSchema>
