import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Citation } from '../../client/index.js'
import type { Messages } from '../messages/messages.js'
import { webAddress } from '../web-address.js'
import { Icon } from './icons.js'

/** Properties of {@link CitationCard}. */
export interface CitationCardProps {
  readonly citation: Citation
  /** The chip it belongs to. */
  readonly opener: HTMLElement
  readonly language: string
  readonly messages: Messages
  readonly onClose: (returnsFocus: boolean) => void
}

/** Space between a chip and its card, in pixels. */
const GAP = 8

/** All documents are published in Simplified Chinese; a quote is never converted. */
const QUOTE_LANGUAGE = 'zh-Hans'

/** The words that a statement rests on, and where they stand. */
export function CitationCard(props: CitationCardProps): VNode {
  const { citation, opener, language, messages, onClose } = props
  const card = useRef<HTMLDivElement>(null)
  const { commitment, document: source, measure, translation } = citation

  useLayoutEffect(() => {
    const element = card.current
    const box = element?.parentElement
    if (element === null || box === null || box === undefined) return
    const outer = box.getBoundingClientRect()
    const chip = opener.getBoundingClientRect()
    element.style.setProperty('top', `${chip.bottom - outer.top + GAP}px`)
    element.style.setProperty('--chip', `${chip.left + chip.width / 2 - outer.left}px`)
    element.focus({ preventScroll: true })
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }, [opener])

  useEffect(() => {
    const element = card.current
    const root = element?.getRootNode()
    if (element === null || root === undefined) return undefined
    const onPointer = (event: Event): void => {
      const path = event.composedPath()
      if (!path.includes(element) && !path.includes(opener)) onClose(false)
    }
    root.addEventListener('pointerdown', onPointer)
    return () => root.removeEventListener('pointerdown', onPointer)
  }, [opener, onClose])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose(true)
  }
  const onFocusOut = (event: FocusEvent): void => {
    const { relatedTarget } = event
    if (!(relatedTarget instanceof Node) || card.current?.contains(relatedTarget) === true) return
    if (relatedTarget !== opener) onClose(false)
  }

  return (
    <div
      ref={card}
      class="card"
      role="dialog"
      aria-labelledby="card-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
    >
      <div class="card-head">
        <h4 id="card-title" lang={language}>
          <span class="number" aria-hidden="true">
            {citation.number}
          </span>
          {citation.reference}
        </h4>
        <button
          type="button"
          class="tool"
          aria-label={messages.close}
          title={messages.close}
          onClick={() => onClose(true)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class={translation === undefined ? 'quotes' : 'quotes two'}>
        <figure>
          <figcaption>{messages.quote}</figcaption>
          <blockquote lang={QUOTE_LANGUAGE}>{citation.quote}</blockquote>
        </figure>
        {translation !== undefined && (
          <figure>
            <figcaption>{messages.translation}</figcaption>
            <blockquote lang="en">{translation.text}</blockquote>
          </figure>
        )}
      </div>
      <dl>
        <dt>{messages.office}</dt>
        <dd lang={language}>{citation.office.name}</dd>
        <dt>{messages.document}</dt>
        <dd lang={language}>{source.title}</dd>
        <dt>{messages.measure}</dt>
        <dd lang={QUOTE_LANGUAGE}>
          {measure.label} {measure.title}
        </dd>
        {commitment !== null && messages.strengths[commitment.class] !== undefined && (
          <>
            <dt>{messages.strength}</dt>
            <dd>
              <span class={`strength ${commitment.class}`}>
                {messages.strengths[commitment.class]}
              </span>{' '}
              {messages.strengthWord(commitment.word)}
            </dd>
          </>
        )}
        {source.publishedOn !== null && (
          <>
            <dt>{messages.published}</dt>
            <dd>{source.publishedOn}</dd>
          </>
        )}
      </dl>
      <p class="links">
        <Outward href={citation.url} messages={messages} text={messages.readMeasure} />
        {source.sourceUrl !== null && (
          <Outward href={source.sourceUrl} messages={messages} text={messages.officialSource} />
        )}
      </p>
    </div>
  )
}

/** A link to another page, which leaves the conversation where it is. */
export function Outward(props: {
  readonly href: string
  readonly text: string
  readonly messages: Messages
}): VNode {
  const { href, text, messages } = props
  return (
    <a href={webAddress(href)} target="_blank" rel="noopener noreferrer">
      {text}
      <Icon name="out" />
      <span class="unseen">{messages.newTab}</span>
    </a>
  )
}
