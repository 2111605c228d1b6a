import type { Notice, Outcome } from '../../client/index.js'

/** How strong a promise is, in the classes of the contract. */
export type Strength = 'in_force' | 'extended' | 'pilot' | 'supported' | 'explored' | 'reported'

/** Everything the widget itself says, in one language. */
export interface Messages {
  readonly name: string
  readonly launcher: string
  readonly open: string
  readonly close: string
  readonly newConversation: string
  readonly widen: string
  readonly narrow: string
  readonly greeting: string
  readonly introduction: string
  readonly suggestionsTitle: string
  readonly suggestions: readonly string[]
  readonly conversation: string
  readonly questionHeading: string
  readonly answerHeading: string
  readonly fieldLabel: string
  readonly placeholder: string
  readonly send: string
  readonly stop: string
  readonly keyHint: string
  readonly filterLabel: string
  readonly allOffices: string
  readonly disclaimer: string
  readonly tooLong: (length: number, most: number) => string
  readonly remaining: (count: number) => string
  readonly jumpToLatest: string
  readonly searching: string
  readonly answerReady: (sources: number) => string
  readonly stopped: string
  readonly stoppedNote: string
  readonly brokenNote: string
  readonly retry: string
  readonly retryIn: (seconds: number) => string
  readonly askAgain: string
  readonly errorPrefix: string
  readonly errors: {
    readonly network: string
    readonly offline: string
    readonly busy: string
    readonly limited: string
    readonly unauthorized: string
    readonly invalid: string
    readonly internal: string
  }
  readonly requestId: (id: string) => string
  readonly offlineBanner: string
  readonly outcomes: Readonly<Partial<Record<Outcome, string>>>
  readonly notices: Readonly<Record<Notice, string>>
  readonly strengths: Readonly<Record<Strength, string>>
  readonly sources: string
  readonly sourceLabel: (number: number, reference: string) => string
  readonly office: string
  readonly document: string
  readonly measure: string
  readonly strength: string
  readonly strengthWord: (word: string) => string
  readonly published: string
  readonly quote: string
  readonly translation: string
  readonly readMeasure: string
  readonly officialSource: string
  readonly newTab: string
  readonly related: string
  readonly relatedCount: (count: number) => string
  readonly nearest: string
  readonly next: string
  readonly rate: string
  readonly useful: string
  readonly notUseful: string
  readonly thanks: string
  readonly commentLabel: string
  readonly commentSend: string
  readonly feedbackFailed: string
  readonly copy: string
  readonly copied: string
  readonly copyFailed: string
  readonly filteredTo: (office: string) => string
}
