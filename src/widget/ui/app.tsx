import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Model, WidgetState } from '../model.js'
import { Icon } from './icons.js'
import { Panel } from './panel.js'

/** What every component gets. */
export interface WidgetProps {
  readonly model: Model
  readonly state: WidgetState
}

/** The launcher and, once it is opened, the panel. */
export function App({ model, state }: WidgetProps): VNode {
  const { messages, isOpen } = state
  const launcher = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(isOpen)
  const isFirst = useRef(true)
  // Before the next paint: between the panel's going and the focus a key would go to the page.
  useLayoutEffect(() => {
    // The panel takes the focus with it when it goes.
    if (wasOpen.current && !isOpen) launcher.current?.focus()
    wasOpen.current = isOpen
    isFirst.current = false
  }, [isOpen])
  return (
    <div class="root" lang={state.language}>
      <button
        ref={launcher}
        type="button"
        class="launcher"
        part="launcher"
        hidden={isOpen}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'panel' : undefined}
        onClick={() => model.open()}
      >
        <Icon name="ask" />
        <span>{messages.launcher}</span>
      </button>
      {isOpen && <Panel model={model} state={state} takesFocus={!isFirst.current} />}
    </div>
  )
}
