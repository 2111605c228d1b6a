import type { Answer } from '../domain/answer.js'
import { hasShape } from './has-shape.js'

/**
 * Whether something has what every reader of an answer looks at. Outcomes, notices and fields that
 * this client does not know pass.
 */
export const isAnswer = hasShape<Answer>({
  id: 'string',
  conversationId: 'string',
  language: 'string',
  outcome: 'string',
  text: 'string',
  claims: 'array',
  citations: 'array',
  related: 'array',
  suggestions: 'array',
  notices: 'array',
  timings: 'object',
})
