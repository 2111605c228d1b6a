import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { answerAsText, copyText } from '../copy-text.js'
import type { TurnProps } from './answer-view.js'
import { Icon } from './icons.js'

/** Longest comment that the server takes, in characters. */
const COMMENT_MAX_LENGTH = 2000

/** Useful or not, and copying. */
export function AnswerTools({ model, state, turn }: TurnProps): VNode | null {
  const { messages } = state
  const { answer, rating } = turn
  const box = useRef<HTMLDivElement>(null)
  const comment = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState('')
  const [asksWhy, setAsksWhy] = useState(false)
  if (answer === undefined) return null

  const rate = async (chosen: 'useful' | 'not_useful', words?: string): Promise<void> => {
    const isKept = await model.rate(turn.id, chosen, words)
    setSaid(isKept ? messages.thanks : messages.feedbackFailed)
    setAsksWhy(isKept && chosen === 'not_useful' && words === undefined)
  }
  const copy = async (): Promise<void> => {
    if (box.current === null) return
    const isCopied = await copyText(answerAsText(turn.question, answer, messages), box.current)
    setSaid(isCopied ? messages.copied : messages.copyFailed)
    if (isCopied) model.copied(turn)
  }

  return (
    <div ref={box} class="tools">
      <p class="ask-rating" aria-hidden="true">
        {messages.rate}
      </p>
      <div class="rating" role="group" aria-label={messages.rate}>
        <button
          type="button"
          class="plain"
          aria-pressed={rating === 'useful'}
          onClick={() => void rate('useful')}
        >
          <Icon name="useful" />
          {messages.useful}
        </button>
        <button
          type="button"
          class="plain"
          aria-pressed={rating === 'not_useful'}
          onClick={() => void rate('not_useful')}
        >
          <Icon name="notUseful" />
          {messages.notUseful}
        </button>
      </div>
      <button type="button" class="plain" onClick={() => void copy()}>
        <Icon name="copy" />
        {messages.copy}
      </button>
      <p class="said" role="status">
        {said}
      </p>
      {asksWhy && (
        <form
          class="why"
          onSubmit={(event) => {
            event.preventDefault()
            const words = comment.current?.value.trim() ?? ''
            if (words === '') setAsksWhy(false)
            else void rate('not_useful', words)
          }}
        >
          <label for={`why-${turn.id}`}>{messages.commentLabel}</label>
          <textarea ref={comment} id={`why-${turn.id}`} rows={2} maxLength={COMMENT_MAX_LENGTH} />
          <button type="submit" class="plain">
            {messages.commentSend}
          </button>
        </form>
      )}
    </div>
  )
}
