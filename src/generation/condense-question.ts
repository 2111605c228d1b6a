import type { HistoryTurn } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { QuestionReader, Understanding } from '../understanding/understand-question.js'
import { type ChatUsage, completeChat } from './chat-model.js'
import type { GenerationDeps } from './generate-answer.js'
import { keepsNames } from './keeps-names.js'

/** Tokens of the conversation that the model is shown, the last turns first. */
const HISTORY_MAX_TOKENS = 1_000

/** Longer than any question that a person would ask in one go. */
const CONDENSED_MAX_LENGTH = 300

/** Share of the time for an answer that may go into reading its question. */
const TIME_SHARE = 0.25

/** The rewritten question, where the model gave a good one, and what asking for it cost. */
export interface CondensedQuestion {
  readonly question?: string
  readonly usage?: ChatUsage
}

/**
 * A follow-up rewritten by the model so that it stands alone; without `question` when the model fails, is
 * slow, changes the language, or adds or loses an office, a document or a number.
 *
 * @throws the signal's reason when it aborts; nothing else.
 */
export async function condenseQuestion(
  first: Understanding,
  history: readonly HistoryTurn[],
  reader: QuestionReader,
  corpus: Pick<Corpus, 'documents'>,
  { model, prompts, timeoutMs }: GenerationDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<CondensedQuestion> {
  const shown = trimHistory(history)
  const deadline = AbortSignal.timeout(timeoutMs * TIME_SHARE)
  try {
    const messages = await prompts.condense[first.language === 'en' ? 'en' : 'zh'].format({
      history: shown.map(({ role, content }) => `${role}: ${content}`).join('\n'),
      question: first.question,
    })
    const limit = CONDENSED_MAX_LENGTH + 1
    const { text, usage } = await completeChat(
      model,
      messages,
      AbortSignal.any([signal, deadline]),
      limit,
    )
    const cost = usage === undefined ? {} : { usage }
    const question = text.trim()
    const isOne = question !== '' && question.length <= CONDENSED_MAX_LENGTH
    const isWhole = !/[\n\uFFFD]/u.test(question)
    return isOne && isWhole && keepsNames(first, question, history, reader, corpus)
      ? { question, ...cost }
      : cost
  } catch {
    signal.throwIfAborted()
    return {}
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
