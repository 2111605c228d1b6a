import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Turn } from '../conversation.js'
import { type AnswerWriter, createAnswerWriter } from '../markdown.js'
import type { Messages } from '../messages/messages.js'

/** Properties of {@link AnswerText}. */
export interface AnswerTextProps {
  readonly turn: Turn
  readonly language: string
  readonly messages: Messages
  readonly onCitation: (number: number, chip: HTMLElement) => void
  readonly onAsk: (question: string) => void
}

/**
 * The words of an answer. What has been written stays as it is, so that a selection, the focus and
 * the place on the page survive what comes next.
 */
export function AnswerText(props: AnswerTextProps): VNode {
  const { turn, language } = props
  const box = useRef<HTMLDivElement>(null)
  const writer = useRef<AnswerWriter | undefined>(undefined)
  const current = useRef(props)
  current.current = props

  useLayoutEffect(() => {
    const root = box.current
    if (root === null) return
    if (writer.current === undefined || !turn.text.startsWith(writer.current.written)) {
      root.replaceChildren()
      writer.current = createAnswerWriter(root, {
        chip: (number) => createChip(number, current.current),
      })
    }
    const { written } = writer.current
    if (turn.text.length > written.length) writer.current.write(turn.text.slice(written.length))
  }, [turn.text])

  useEffect(() => {
    if (turn.status === 'waiting' || turn.status === 'writing') return
    writer.current?.end()
    if (box.current !== null) offerSuggestions(box.current, turn)
  }, [turn.status])

  const onClick = (event: Event): void => {
    if (!(event.target instanceof Element)) return
    const chip = event.target.closest<HTMLElement>('[data-number]')
    if (chip !== null) {
      props.onCitation(Number(chip.dataset['number']), chip)
      return
    }
    const question = event.target.closest<HTMLElement>('[data-ask]')?.dataset['ask']
    if (question !== undefined) props.onAsk(question)
  }

  return <div ref={box} class="text" lang={language} onClick={onClick} />
}

function createChip(number: number, { turn, messages }: AnswerTextProps): HTMLElement {
  const reference = turn.citations.find((citation) => citation.number === number)?.reference
  const chip = document.createElement('button')
  chip.type = 'button'
  chip.className = 'chip'
  chip.dataset['number'] = String(number)
  chip.textContent = String(number)
  chip.setAttribute('aria-label', messages.sourceLabel(number, reference ?? ''))
  chip.setAttribute('aria-haspopup', 'dialog')
  chip.setAttribute('aria-expanded', 'false')
  return chip
}

/** Items of the text that are questions to choose from become buttons. */
function offerSuggestions(root: HTMLElement, { answer }: Turn): void {
  for (const item of root.querySelectorAll('li')) {
    const label = item.textContent
    const suggestion = answer?.suggestions.find((one) => one.label === label)
    if (suggestion === undefined) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'choice'
    button.dataset['ask'] = suggestion.question
    button.textContent = label
    item.replaceChildren(button)
    item.classList.add('choices')
  }
}
