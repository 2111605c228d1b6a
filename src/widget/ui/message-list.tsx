import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { languageOfQuestion } from '../interface-language.js'
import type { WidgetProps } from './app.js'
import { AnswerView } from './answer-view.js'
import { Icon } from './icons.js'

/**
 * The conversation. Nothing scrolls by itself: a question goes to the top when it is asked, the
 * answer grows below it, and a button leads to its end where that is out of sight.
 */
export function MessageList({ model, state }: WidgetProps): VNode {
  const { messages, turns, asked, isBusy, language } = state
  const list = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const isEndBelow = useIsBelow(list, end, turns.length)
  const lastId = turns.at(-1)?.id

  useEffect(() => {
    const turn = list.current?.querySelector(`[data-turn="${asked.turnId ?? lastId}"]`)
    turn?.scrollIntoView({ block: 'start', behavior: 'instant' })
  }, [asked.count])

  return (
    <div class="middle">
      <div
        ref={list}
        class="log"
        role="log"
        aria-live="off"
        aria-busy={isBusy}
        aria-label={messages.conversation}
        tabIndex={0}
      >
        {turns.length === 0 && <Welcome model={model} state={state} />}
        {turns.map((turn) => (
          <section key={turn.id} class="turn" data-turn={turn.id}>
            <h3 class="unseen">{messages.questionHeading}</h3>
            <p class="question" lang={turn.language ?? languageOfQuestion(turn.question, language)}>
              {turn.question}
            </p>
            <AnswerView
              model={model}
              state={state}
              turn={turn}
              end={turn.id === lastId ? end : null}
            />
          </section>
        ))}
      </div>
      {isEndBelow && (
        <button
          type="button"
          class="jump"
          onClick={() =>
            end.current?.scrollIntoView({ block: 'nearest', behavior: scrollBehavior() })
          }
        >
          <Icon name="down" />
          {messages.jumpToLatest}
        </button>
      )}
    </div>
  )
}

/** What the panel shows before anything was asked. */
function Welcome({ model, state: { messages, settings, isBusy } }: WidgetProps): VNode {
  const questions = settings.suggestions.length > 0 ? settings.suggestions : messages.suggestions
  return (
    <div class="welcome">
      <p class="greeting">{messages.greeting}</p>
      <p>{messages.introduction}</p>
      <h3>{messages.suggestionsTitle}</h3>
      <ul class="questions">
        {questions.map((question) => (
          <li key={question}>
            <button type="button" disabled={isBusy} onClick={() => model.ask(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function scrollBehavior(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
}

/** Whether an element lies below what is seen of a list. */
function useIsBelow(
  list: { readonly current: HTMLElement | null },
  element: { readonly current: HTMLElement | null },
  count: number,
): boolean {
  const [isBelow, setIsBelow] = useState(false)
  useEffect(() => {
    const target = element.current
    if (count === 0 || target === null || list.current === null) {
      setIsBelow(false)
      return undefined
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return
        const bottom = entry.rootBounds?.bottom ?? 0
        setIsBelow(!entry.isIntersecting && entry.boundingClientRect.top >= bottom)
      },
      { root: list.current },
    )
    observer.observe(target)
    return () => observer.disconnect()
  }, [count, element, list])
  return isBelow
}
