import type { Assistant } from '../assistant.js'
import type { AnswerEvent } from '../domain/answer.js'
import { AppError } from '../errors.js'

/**
 * An assistant that looks at the measures of one office first. Where they answer, `filter_applied`
 * stands among the notices; where they do not, it asks again without the office, as "not in the
 * documents" would not be true of one office's alone.
 *
 * Events are held back until something is cited, so that a reader never sees the first try fail. A
 * first try that fails is counted as an answer by whoever counts answers.
 */
export function focusAssistant(assistant: Assistant, officeId: string | undefined): Assistant {
  if (officeId === undefined) return assistant
  const events: Assistant['events'] = async function* (request, context = {}) {
    if (request.filters === undefined) {
      const focused = assistant.events(
        { ...request, filters: { offices: [officeId] } },
        { ...context, notices: [...(context.notices ?? []), 'filter_applied'] },
      )
      const held: AnswerEvent[] = []
      for await (const event of focused) {
        held.push(event)
        if (event.type !== 'citation-available') continue
        yield* held
        yield* focused
        return
      }
    }
    yield* assistant.events(request, context)
  }
  return {
    ...assistant,
    events,
    async answer(request, context) {
      for await (const event of events(request, context)) {
        if (event.type === 'answer-end') return event.answer
      }
      throw new AppError('internal', 'expected the events of an answer to end with it')
    },
  }
}
