import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { ChatRequestBody } from './scripted-model-server.js'

/** A sentence as a prompt shows it. */
export interface PromptSentence {
  /** As the model is to cite it: `[S2.1]`. */
  readonly mark: string
  readonly source: number
  /** Index in its measure; the title is 0. */
  readonly index: number
  readonly text: string
}

/** The numbered sentences in the user's message of a request for an answer; none in others. */
export function promptSentences({ messages }: ChatRequestBody): PromptSentence[] {
  const user = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const listed = /<sources>\n([\s\S]*?)\n<\/sources>/u.exec(user)?.[1] ?? ''
  return [...listed.matchAll(/^\[S(\d+)\.(\d+)\] (.*)$/gmu)].map(
    ([, source = '', index = '', text = '']) => ({
      mark: `[S${source}.${index}]`,
      source: Number(source),
      index: Number(index),
      text,
    }),
  )
}

/**
 * The mark of a sentence of a measure in a request.
 *
 * @throws RangeError when the request does not show that sentence, so that the script fails.
 */
export function markOf(
  body: ChatRequestBody,
  measure: MeasureRecord,
  index: number,
  language: AnswerLanguage,
): string {
  const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
  const translated = language === 'en' ? measure.translation?.sentences[index] : undefined
  const wanted = withoutBlanks(translated ?? measure.text.slice(start, end))
  const shown = promptSentences(body)
  const found = shown.find(
    (sentence) => sentence.index === index && withoutBlanks(sentence.text) === wanted,
  )
  if (found === undefined) {
    const marks = shown.map(({ mark }) => mark).join(' ')
    throw new RangeError(
      `expected sentence ${index} of ${measure.id} in the prompt, found ${marks}`,
    )
  }
  return found.mark
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '')
}
