import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { WidgetProps } from './app.js'
import { Composer } from './composer.js'
import { SMALL_SCREEN } from '../settings.js'
import { Icon } from './icons.js'
import { MessageList } from './message-list.js'

/** Properties of {@link Panel}. */
export interface PanelProps extends WidgetProps {
  /** Whether somebody has just opened it; one that was open on the page before disturbs nobody. */
  readonly takesFocus: boolean
}

/** The dialog: beside the page on a wide screen, over the whole of it on a small one. */
export function Panel({ model, state, takesFocus }: PanelProps): VNode {
  const { messages, settings, isWide, turns } = state
  const panel = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const isFull = useMatch(SMALL_SCREEN)
  const title = settings.heading ?? messages.name

  // Before the next paint, so that no key typed at once goes to the page.
  useLayoutEffect(() => {
    if (!takesFocus) return
    const field = panel.current?.querySelector('textarea')
    // On a small screen a focused field would bring up the keyboard over half of the panel.
    if (matchMedia(SMALL_SCREEN).matches) heading.current?.focus({ preventScroll: true })
    else field?.focus({ preventScroll: true })
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
      event.stopPropagation()
      model.close()
    } else if (event.key === 'Tab' && isFull && panel.current !== null) {
      keepFocusIn(panel.current, event)
    }
  }

  return (
    <div
      ref={panel}
      id="panel"
      class={isWide ? 'panel wide' : 'panel'}
      part="panel"
      role="dialog"
      aria-labelledby="title"
      aria-modal={isFull ? 'true' : undefined}
      onKeyDown={onKeyDown}
    >
      <header class="bar">
        <h2 id="title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {turns.length > 0 && (
          <button
            type="button"
            class="tool"
            title={messages.newConversation}
            aria-label={messages.newConversation}
            onClick={() => {
              model.newConversation()
              panel.current?.querySelector('textarea')?.focus()
            }}
          >
            <Icon name="plus" />
          </button>
        )}
        {!isFull && (
          <button
            type="button"
            class="tool"
            title={isWide ? messages.narrow : messages.widen}
            aria-label={messages.widen}
            aria-pressed={isWide}
            onClick={() => model.toggleWidth()}
          >
            <Icon name={isWide ? 'narrow' : 'widen'} />
          </button>
        )}
        <button
          type="button"
          class="tool"
          title={messages.close}
          aria-label={messages.close}
          onClick={() => model.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {!state.isOnline && (
        <p class="offline">
          <Icon name="note" />
          {messages.offlineBanner}
        </p>
      )}
      <MessageList model={model} state={state} />
      <Composer model={model} state={state} />
      <div class="unseen" role="status">
        {state.announcement}
      </div>
    </div>
  )
}

/** Whether a media query holds. */
function useMatch(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const update = (): void => setHolds(list.matches)
    list.addEventListener('change', update)
    return () => list.removeEventListener('change', update)
  }, [query])
  return holds
}

const FOCUSABLE = 'a[href], button:not([hidden]):not(:disabled), select, textarea, summary'

/** Leads the focus from the last control to the first and back, where the page behind is covered. */
function keepFocusIn(panel: HTMLElement, event: KeyboardEvent): void {
  const controls = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((control) =>
    control.checkVisibility(),
  )
  const root = panel.getRootNode()
  const focused = root instanceof ShadowRoot ? root.activeElement : null
  const [first] = controls
  const last = controls.at(-1)
  const isAtEdge = event.shiftKey
    ? focused === first || !controls.some((control) => control === focused)
    : focused === last
  if (!isAtEdge) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}
