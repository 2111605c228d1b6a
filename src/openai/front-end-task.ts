import type { OfficeRecord } from '../domain/office.js'
import type { ChatMessage } from './chat-request.js'

/**
 * Chat front ends ask the same model for titles, tags and follow-up questions, each time with a prompt
 * that begins so. Only what Open WebUI sends unasked is told by its words; all others send such tasks
 * to the utility model.
 */
const TASK_PROMPT = /^\s*###\s*Task:/iu

/** Whether a message is a task of a chat front end rather than a question. */
export function isFrontEndTask(text: string): boolean {
  return TASK_PROMPT.test(text)
}

/** The first turn of the user in the conversation that such a prompt holds. */
const FIRST_TURN = /(?:^|\n)\s*(?:USER|User|user|Human)\s*:\s*(.+)/u
/** Longest title, in Chinese characters or in words. */
const TITLE_CHARACTERS = 20
const TITLE_WORDS = 7
const HAN = /\p{Script=Han}/u

/**
 * Does a task of a chat front end without looking anything up: a title from the first question, tags
 * from the offices named, no follow-up questions and no queries. In JSON where the prompt asks for it.
 */
export function doFrontEndTask(
  messages: readonly ChatMessage[],
  offices: readonly OfficeRecord[],
): string {
  const prompt = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  const conversation = isFrontEndTask(prompt) ? undefined : messages
  const first =
    FIRST_TURN.exec(prompt)?.[1] ??
    conversation?.find(({ role, text }) => role === 'user' && text !== prompt)?.text ??
    ''
  if (prompt.includes('"tags"')) return JSON.stringify({ tags: tagsIn(prompt, offices) })
  if (prompt.includes('"follow_ups"')) return JSON.stringify({ follow_ups: [] })
  if (prompt.includes('"queries"')) return JSON.stringify({ queries: [] })
  const title = titleOf(first)
  return prompt.includes('"title"') ? JSON.stringify({ title }) : title
}

function titleOf(question: string): string {
  const line = question.replace(/\s+/gu, ' ').trim()
  if (line === '') return 'Customs measures'
  if (HAN.test(line)) {
    const characters = Array.from(line)
    return characters.length <= TITLE_CHARACTERS
      ? line
      : `${characters.slice(0, TITLE_CHARACTERS).join('')}…`
  }
  const words = line.split(' ')
  return words.length <= TITLE_WORDS ? line : `${words.slice(0, TITLE_WORDS).join(' ')}…`
}

function tagsIn(text: string, offices: readonly OfficeRecord[]): string[] {
  const named = offices.flatMap(({ names, covered }) =>
    covered
      ? Object.values(names)
          .filter((name) => text.includes(name))
          .slice(0, 1)
      : [],
  )
  return [...new Set(named)]
}
