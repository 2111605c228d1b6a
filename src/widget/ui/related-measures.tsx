import type { VNode } from 'preact'
import type { Answer } from '../../client/index.js'
import type { WidgetState } from '../model.js'
import { webAddress } from '../web-address.js'

/** Near measures: in full where there is no answer, folded where there is one. */
export function RelatedMeasures(props: {
  readonly answer: Answer
  readonly state: WidgetState
}): VNode | null {
  const { answer, state } = props
  const { messages, settings } = state
  if (answer.related.length === 0) return null
  const list = (
    <ul lang={answer.language}>
      {answer.related.map(({ measureId, reference, title, reason }) => (
        <li key={measureId}>
          <a
            href={webAddress(`${settings.server}/measures/${measureId}`)}
            target="_blank"
            rel="noopener noreferrer"
          >
            {reference}
            <span class="unseen">{messages.newTab}</span>
          </a>
          <p lang="zh-Hans">{title}</p>
          <p class="reason">{reason}</p>
        </li>
      ))}
    </ul>
  )
  if (answer.citations.length > 0) {
    return (
      <details class="related">
        <summary>{messages.relatedCount(answer.related.length)}</summary>
        {list}
      </details>
    )
  }
  return (
    <div class="related">
      <h4>{messages.nearest}</h4>
      {list}
    </div>
  )
}
