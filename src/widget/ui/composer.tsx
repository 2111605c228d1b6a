import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { QUESTION_MAX_LENGTH } from '../conversation.js'
import type { WidgetProps } from './app.js'
import { Icon } from './icons.js'

/** Characters left at which the field begins to say so. */
const TELLS_REMAINING_FROM = 100

/** `keyCode` of a key that an input method has taken; Safari tells only so for the confirming Enter. */
const TAKEN_BY_INPUT_METHOD = 229

/** The field, the filter and what must be known before asking. */
export function Composer({ model, state }: WidgetProps): VNode {
  const { messages, draft, isBusy, office, offices } = state
  const field = useRef<HTMLTextAreaElement>(null)
  const { length } = draft.trim()
  const isTooLong = length > QUESTION_MAX_LENGTH
  const remaining = QUESTION_MAX_LENGTH - length

  useLayoutEffect(() => {
    const element = field.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.setProperty('height', 'auto')
    element.style.setProperty('height', `${element.scrollHeight}px`)
  }, [draft])

  const onKeyDown = (event: KeyboardEvent): void => {
    const sends =
      event.key === 'Enter' &&
      !event.shiftKey &&
      !event.isComposing &&
      event.keyCode !== TAKEN_BY_INPUT_METHOD
    if (!sends) return
    event.preventDefault()
    model.ask()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        if (isBusy) model.stop()
        else model.ask()
        field.current?.focus()
      }}
    >
      {offices.length > 0 && (
        <div class="filter">
          <label for="office">{messages.filterLabel}</label>
          <select
            id="office"
            value={office}
            onChange={(event) => model.chooseOffice(event.currentTarget.value)}
          >
            <option value="" selected={office === ''}>
              {messages.allOffices}
            </option>
            {offices.map(({ id, name }) => (
              <option key={id} value={id} selected={id === office}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class={isTooLong ? 'field wrong' : 'field'}>
        <label class="unseen" for="question">
          {messages.fieldLabel}
        </label>
        <textarea
          ref={field}
          id="question"
          rows={1}
          value={draft}
          placeholder={messages.placeholder}
          aria-describedby={isTooLong ? 'too-long' : 'hint'}
          aria-invalid={isTooLong}
          enterkeyhint="send"
          autocomplete="off"
          onInput={(event) => model.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="send"
          title={isBusy ? messages.stop : messages.send}
          aria-label={isBusy ? messages.stop : messages.send}
          aria-disabled={!isBusy && (length === 0 || isTooLong)}
        >
          <Icon name={isBusy ? 'stop' : 'send'} />
        </button>
      </div>
      {isTooLong ? (
        <p class="problem" id="too-long">
          <span class="unseen">{messages.errorPrefix}</span>
          {messages.tooLong(length, QUESTION_MAX_LENGTH)}
        </p>
      ) : (
        <p class="unseen" id="hint">
          {messages.keyHint}
        </p>
      )}
      {!isTooLong && remaining <= TELLS_REMAINING_FROM && (
        <p class="counter">{messages.remaining(remaining)}</p>
      )}
      <p class="disclaimer">{messages.disclaimer}</p>
    </form>
  )
}
