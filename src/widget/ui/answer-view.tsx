import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Turn } from '../conversation.js'
import type { WidgetProps } from './app.js'
import { AnswerText } from './answer-text.js'
import { AnswerTools } from './answer-tools.js'
import { CitationCard } from './citation-card.js'
import { FailureNote } from './failure-note.js'
import { Icon } from './icons.js'
import { RelatedMeasures } from './related-measures.js'
import { SourceList } from './source-list.js'

/** Properties of what belongs to one turn. */
export interface TurnProps extends WidgetProps {
  readonly turn: Turn
}

/** Properties of {@link AnswerView}. */
export interface AnswerViewProps extends TurnProps {
  /** Marks the end of what there is to read. */
  readonly end: { current: HTMLDivElement | null } | null
}

/** What came of a question: the answer while it is written and after, or why there is none. */
export function AnswerView({ model, state, turn, end }: AnswerViewProps): VNode {
  const { messages } = state
  const box = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<number>()
  const opener = useRef<HTMLElement | undefined>(undefined)
  const { answer, status, citations } = turn
  const language = turn.language ?? state.language
  const label = answer === undefined ? undefined : messages.outcomes[answer.outcome]
  const citation = citations.find(({ number }) => number === shown)

  const showCitation = (number: number, from: HTMLElement): void => {
    if (shown === number && opener.current === from) {
      setShown(undefined)
      return
    }
    opener.current?.setAttribute('aria-expanded', 'false')
    opener.current = from
    from.setAttribute('aria-expanded', 'true')
    setShown(number)
    const cited = citations.find((one) => one.number === number)
    if (cited !== undefined) model.citationOpened(cited)
  }
  const hideCitation = (returnsFocus: boolean): void => {
    opener.current?.setAttribute('aria-expanded', 'false')
    if (returnsFocus) opener.current?.focus()
    opener.current = undefined
    setShown(undefined)
  }

  return (
    <div ref={box} class="answer">
      <h3 class="unseen">{messages.answerHeading}</h3>
      {label !== undefined && <p class={`outcome ${answer?.outcome ?? ''}`}>{label}</p>}
      {status === 'waiting' && (
        <p class="searching">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {messages.searching}
        </p>
      )}
      {turn.text !== '' && (
        <AnswerText
          turn={turn}
          language={language}
          messages={messages}
          onCitation={showCitation}
          onAsk={(question) => model.ask(question)}
        />
      )}
      {citation !== undefined && opener.current !== undefined && (
        <CitationCard
          key={citation.number}
          citation={citation}
          opener={opener.current}
          language={language}
          messages={messages}
          onClose={hideCitation}
        />
      )}
      {status === 'stopped' && (
        <Interrupted text={messages.stoppedNote} {...{ model, state, turn }} />
      )}
      {status === 'failed' && <FailureNote model={model} state={state} turn={turn} />}
      {status === 'done' && answer !== undefined && (
        <>
          <SourceList answer={answer} messages={messages} onCitation={showCitation} />
          <Notices turn={turn} model={model} state={state} />
          <RelatedMeasures answer={answer} state={state} />
          <NextQuestions model={model} state={state} turn={turn} />
        </>
      )}
      <div ref={end} class="end" />
      {status === 'done' && <AnswerTools model={model} state={state} turn={turn} />}
    </div>
  )
}

function Interrupted({ model, state, turn, text }: TurnProps & { readonly text: string }): VNode {
  return (
    <div class="note">
      <p>{text}</p>
      <button
        type="button"
        class="plain"
        aria-disabled={state.isBusy}
        onClick={() => model.retry(turn.id)}
      >
        <Icon name="retry" />
        {state.messages.askAgain}
      </button>
    </div>
  )
}

function Notices({ state: { messages }, turn: { answer } }: TurnProps): VNode | null {
  // A newer server may send notices that this catalogue does not know.
  const known = (answer?.notices ?? []).map((notice) => messages.notices[notice]).filter(Boolean)
  if (known.length === 0) return null
  return (
    <ul class="notices">
      {known.map((text) => (
        <li key={text}>
          <Icon name="note" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}

/** Suggestions that the text does not list already. */
function NextQuestions({ model, state, turn: { answer } }: TurnProps): VNode | null {
  const { messages, isBusy } = state
  if (answer === undefined) return null
  const fresh = answer.suggestions.filter(({ label }) => !answer.text.includes(`- ${label}`))
  if (fresh.length === 0) return null
  return (
    <div class="next" lang={answer.language}>
      <h4 lang={state.language}>{messages.next}</h4>
      <ul class="questions">
        {fresh.map(({ label, question }) => (
          <li key={question}>
            <button type="button" aria-disabled={isBusy} onClick={() => model.ask(question)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
