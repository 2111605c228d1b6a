import type { VNode } from 'preact'
import type { Answer } from '../../client/index.js'
import type { Messages } from '../messages/messages.js'
import { webAddress } from '../web-address.js'

/** The sources of an answer, in the order of their numbers. */
export function SourceList(props: {
  readonly answer: Answer
  readonly messages: Messages
  readonly onCitation: (number: number, from: HTMLElement) => void
}): VNode | null {
  const { answer, messages, onCitation } = props
  if (answer.citations.length === 0) return null
  return (
    <div class="sources">
      <h4>{messages.sources}</h4>
      <ol>
        {answer.citations.map(({ number, reference, measure, url, commitment }) => (
          <li key={number}>
            <button
              type="button"
              class="chip"
              aria-haspopup="dialog"
              aria-expanded="false"
              aria-label={messages.sourceLabel(number, reference)}
              onClick={(event) => onCitation(number, event.currentTarget)}
            >
              {number}
            </button>
            <div>
              <a
                href={webAddress(url)}
                target="_blank"
                rel="noopener noreferrer"
                lang={answer.language}
              >
                {reference}
                <span class="unseen">{messages.newTab}</span>
              </a>
              <p>
                <span lang="zh-Hans">{measure.title}</span>
                {commitment !== null && messages.strengths[commitment.class] !== undefined && (
                  <span class={`strength ${commitment.class}`}>
                    {messages.strengths[commitment.class]}
                  </span>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
