import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { TurnProps } from './answer-view.js'
import { Icon } from './icons.js'

/** Why there is no answer, or no whole one, and the way to try again. */
export function FailureNote({ model, state, turn }: TurnProps): VNode | null {
  const { messages, isBusy } = state
  const { failure } = turn
  const wait = useSecondsUntil(failure?.retryAt)
  if (failure === undefined) return null
  const canRetry = wait === 0 && !isBusy
  return (
    <div class="note failure">
      {turn.text !== '' && <p>{messages.brokenNote}</p>}
      <p>
        <span class="unseen">{messages.errorPrefix}</span>
        {messages.errors[failure.kind]}
      </p>
      {failure.requestId !== undefined && (
        <p class="request">{messages.requestId(failure.requestId)}</p>
      )}
      {failure.kind !== 'unauthorized' && (
        <button
          type="button"
          class="plain"
          aria-disabled={!canRetry}
          onClick={() => {
            if (canRetry) model.retry(turn.id)
          }}
        >
          <Icon name="retry" />
          {wait > 0 ? messages.retryIn(wait) : messages.retry}
        </button>
      )}
    </div>
  )
}

const SECOND_MS = 1000

/** Whole seconds until a moment; 0 once it has come, and without one. */
function useSecondsUntil(moment: number | undefined): number {
  const left = (): number => Math.max(0, Math.ceil(((moment ?? 0) - Date.now()) / SECOND_MS))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    setSeconds(left())
    if (left() === 0) return undefined
    const timer = setInterval(() => {
      setSeconds(left())
      if (left() === 0) clearInterval(timer)
    }, SECOND_MS)
    return () => clearInterval(timer)
  }, [moment])
  return seconds
}
