import type { Answer } from '../client/index.js'
import type { Messages } from './messages/messages.js'

/** An answer with its sources as Markdown, to be pasted elsewhere. */
export function answerAsText(question: string, answer: Answer, messages: Messages): string {
  const sources = answer.citations.map(
    ({ number, reference, quote, url }) => `[${number}] ${reference}\n    ${quote}\n    ${url}`,
  )
  const parts = [`> ${question.replaceAll('\n', '\n> ')}`, answer.text]
  if (sources.length > 0) parts.push(`${messages.sources}\n\n${sources.join('\n\n')}`)
  parts.push(messages.disclaimer)
  return `${parts.join('\n\n')}\n`
}

/** Puts a text on the clipboard; false where the page may not. */
export async function copyText(text: string, near: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text, near)
  }
}

/** The only way on pages that came over plain http. */
function copyBySelection(text: string, near: Node): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'unseen'
  field.setAttribute('aria-hidden', 'true')
  const root = near.getRootNode()
  const focused = root instanceof ShadowRoot ? root.activeElement : document.activeElement
  near.appendChild(field)
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
