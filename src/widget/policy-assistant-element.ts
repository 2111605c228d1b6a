import { h, render } from 'preact'
import { ATTRIBUTES, readSettings } from './settings.js'
import { css as layout } from './styles/layout.css'
import { css as answer } from './styles/answer.css'
import { css as tokens } from './styles/tokens.css'
import { App } from './ui/app.js'
import { createModel, type Model } from './model.js'

/** Name of the element. */
export const ELEMENT_NAME = 'policy-assistant'

/** Events of the element begin with this. */
const EVENT_PREFIX = 'policy-assistant:'

/** The element as scripts of the host page use it. */
export interface PolicyAssistantElement extends HTMLElement {
  readonly isOpen: boolean
  open(): void
  close(): void
  /** Opens the panel and asks. */
  ask(question: string): void
  newConversation(): void
}

/**
 * The class of the custom element. It renders into an open shadow root, with adopted style sheets
 * only: it runs where a page allows neither inline styles nor markup made from text.
 *
 * @param ownServer Address of the server that the script came from.
 */
export function createElementClass(
  ownServer: string,
): CustomElementConstructor & (new () => PolicyAssistantElement) {
  const sheets = [tokens, layout, answer].map((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    return sheet
  })

  return class extends HTMLElement implements PolicyAssistantElement {
    static readonly observedAttributes: readonly string[] = ATTRIBUTES

    #model: Model | undefined
    #isRendering = false

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = sheets
    }

    connectedCallback(): void {
      this.#model ??= createModel(readSettings(this, ownServer), {
        changed: () => this.#renderSoon(),
        emit: (name, detail) => this.#emit(name, detail),
      })
      this.#model.connect()
      this.#renderSoon()
    }

    disconnectedCallback(): void {
      this.#model?.disconnect()
      if (this.shadowRoot !== null) render(null, this.shadowRoot)
    }

    attributeChangedCallback(): void {
      this.#model?.configure(readSettings(this, ownServer))
    }

    get isOpen(): boolean {
      return this.#model?.state.isOpen ?? false
    }
    open(): void {
      this.#model?.open()
    }
    close(): void {
      this.#model?.close()
    }
    ask(question: string): void {
      this.#model?.open()
      this.#model?.ask(question)
    }
    newConversation(): void {
      this.#model?.newConversation()
    }

    #renderSoon(): void {
      if (this.#isRendering) return
      this.#isRendering = true
      queueMicrotask(() => {
        this.#isRendering = false
        if (this.#model === undefined || this.shadowRoot === null || !this.isConnected) return
        const { state } = this.#model
        render(h(App, { model: this.#model, state }), this.shadowRoot)
      })
    }

    #emit(name: string, detail: unknown): void {
      this.dispatchEvent(
        new CustomEvent(`${EVENT_PREFIX}${name}`, { detail, bubbles: true, composed: true }),
      )
    }
  }
}
