import type { Assistant } from './assistant.js'

/** An assistant with the index it works on. */
export interface IndexedAssistant {
  readonly assistant: Assistant
  /** Fingerprint of the index. */
  readonly fingerprint: string
}

/** An assistant that can be replaced while it answers. */
export interface LiveAssistant {
  /** The same object for as long as the process runs. */
  readonly assistant: Assistant
  /** The one that answers now. */
  current(): IndexedAssistant
  /**
   * From here on every question goes to `next`. An answer that has begun is finished by the one that
   * began it, so that no answer mixes two versions of the corpus.
   */
  replace(next: IndexedAssistant): void
}

/** Makes an assistant that can be replaced. */
export function createLiveAssistant(first: IndexedAssistant): LiveAssistant {
  let current = first
  return {
    assistant: {
      get corpus() {
        return current.assistant.corpus
      },
      get directory() {
        return current.assistant.directory
      },
      events: (request, context) => current.assistant.events(request, context),
      answer: (request, context) => current.assistant.answer(request, context),
      search: (request, context) => current.assistant.search(request, context),
    },
    current: () => current,
    replace(next) {
      current = next
    },
  }
}
