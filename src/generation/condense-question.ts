import type { HistoryTurn } from '../domain/answer.js'
import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { QuestionReader, Understanding } from '../understanding/understand-question.js'
import { completeChat } from './chat-model.js'
import type { GenerationDeps } from './generate-answer.js'

/** Tokens of the conversation that the model is shown, the last turns first. */
const HISTORY_MAX_TOKENS = 1_000

/** Longer than any question that a person would ask in one go. */
const CONDENSED_MAX_LENGTH = 300

/** Share of the time for an answer that may go into reading its question. */
const TIME_SHARE = 0.25

/**
 * A follow-up rewritten by the model so that it stands alone, or `undefined` when the model fails,
 * is slow, changes the language, or adds or loses an office, a document or a number.
 *
 * @throws the signal's reason when it aborts; nothing else.
 */
export async function condenseQuestion(
  first: Understanding,
  history: readonly HistoryTurn[],
  reader: QuestionReader,
  { model, prompts, timeoutMs }: GenerationDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<string | undefined> {
  const shown = trimHistory(history)
  const deadline = AbortSignal.timeout(timeoutMs * TIME_SHARE)
  try {
    const messages = await prompts.condense[first.language === 'en' ? 'en' : 'zh'].format({
      history: shown.map(({ role, content }) => `${role}: ${content}`).join('\n'),
      question: first.question,
    })
    const limit = CONDENSED_MAX_LENGTH + 1
    const text = await completeChat(model, messages, AbortSignal.any([signal, deadline]), limit)
    const condensed = text.trim()
    if (condensed === '' || condensed.length > CONDENSED_MAX_LENGTH || /\n/u.test(condensed)) {
      return undefined
    }
    return keepsNames(first, condensed, history, reader) ? condensed : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** The last turns that fit, oldest first; one that is too long by itself is left out. */
function trimHistory(history: readonly HistoryTurn[]): HistoryTurn[] {
  let left = HISTORY_MAX_TOKENS
  const kept: HistoryTurn[] = []
  for (const turn of history.toReversed()) {
    const cost = estimateTokens(turn.content, HISTORY_MAX_TOKENS + 1)
    if (cost > left) break
    left -= cost
    kept.unshift(turn)
  }
  return kept
}

function keepsNames(
  first: Understanding,
  condensed: string,
  history: readonly HistoryTurn[],
  reader: QuestionReader,
): boolean {
  const read = (text: string): Understanding =>
    reader.read(text, { requestedLanguage: first.language, history: [] })
  const after = read(condensed)
  if (after.injection || after.foreignLanguage) return false
  const before = [first, ...history.map(({ content }) => read(content.slice(0, 2_000)))]
  const cited = new Set(history.flatMap(({ measures }) => measures ?? []))
  const known = (names: (u: Understanding) => readonly string[]): Set<string> =>
    new Set(before.flatMap(names))
  const referencesOf = (u: Understanding): string[] =>
    [...u.references, ...u.missing].map(({ documentId, number }) => `${documentId}/${number}`)
  const documents = known(({ documentIds }) => documentIds)
  for (const id of cited) documents.add(id.slice(0, id.lastIndexOf('/')))
  const digits = new Set(before.flatMap(({ folded }) => folded.match(/\d+/gu) ?? []))
  for (const id of cited) digits.add(id.slice(id.lastIndexOf('/') + 1))
  const offices = known(({ officeIds }) => officeIds)
  return (
    after.officeIds.every((id) => offices.has(id) || documents.size > 0) &&
    first.officeIds.every((id) => after.officeIds.includes(id)) &&
    after.documentIds.every((id) => documents.has(id)) &&
    referencesOf(after).every((id) => cited.has(id) || known(referencesOf).has(id)) &&
    referencesOf(first).every((id) => referencesOf(after).includes(id)) &&
    (after.folded.match(/\d+/gu) ?? []).every((number) => digits.has(number))
  )
}
