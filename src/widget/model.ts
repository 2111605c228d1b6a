import {
  type AnswerLanguage,
  type Citation,
  type Client,
  type CoveredOffice,
  createClient,
} from '../client/index.js'
import { type AssistantConversation, createConversation, type Turn } from './conversation.js'
import { QUESTION_MAX_LENGTH } from './conversation.js'
import { chooseLanguage, messagesOf } from './interface-language.js'
import type { Messages } from './messages/messages.js'
import { createSessionStore } from './session.js'
import { type Settings, SMALL_SCREEN } from './settings.js'

/** Wait before the one reconnect that a question gets when nothing came, in milliseconds. */
const RECONNECT_MS = 600

/** What the components show. */
export interface WidgetState {
  readonly language: AnswerLanguage
  readonly messages: Messages
  readonly settings: Settings
  readonly isOpen: boolean
  readonly isWide: boolean
  readonly isOnline: boolean
  readonly isBusy: boolean
  readonly office: string
  readonly offices: readonly CoveredOffice[]
  readonly draft: string
  readonly turns: readonly Turn[]
  /** What a screen reader is to say now: at most three changes for an answer. */
  readonly announcement: string
  /** Counts questions asked or repeated, with the turn of the last: it goes to the top then. */
  readonly asked: { readonly count: number; readonly turnId: string | undefined }
}

/** What the components do. */
export interface Model {
  readonly state: WidgetState
  connect(): void
  disconnect(): void
  configure(settings: Settings): void
  open(): void
  close(): void
  toggleWidth(): void
  setDraft(text: string): void
  chooseOffice(id: string): void
  /** Asks what is in the field, or another question. */
  ask(question?: string): void
  stop(): void
  retry(turnId: string): void
  rate(turnId: string, rating: 'useful' | 'not_useful', comment?: string): Promise<boolean>
  newConversation(): void
  citationOpened(citation: Citation): void
  copied(turn: Turn): void
}

/** Whoever holds the model. */
export interface ModelOwner {
  changed(): void
  /** Tells the host page. */
  emit(name: string, detail: unknown): void
}

/** Creates the state of one widget. */
export function createModel(initial: Settings, owner: ModelOwner): Model {
  let settings = initial
  let language = languageOf(settings)
  let client = openClient(settings, language)
  let store = createSessionStore(settings.server)
  let conversation = openConversation()
  const session = store.read()
  // On a small screen an open panel would hide the page that the visitor has just gone to.
  let isOpen = session?.isOpen === true && !matchMedia(SMALL_SCREEN).matches
  let isWide = session?.isWide ?? false
  let office = session?.office ?? settings.office
  let offices: readonly CoveredOffice[] = []
  let officesFor = ''
  let draft = ''
  let announcement = ''
  let asked: WidgetState['asked'] = { count: 0, turnId: undefined }
  let isOnline = navigator.onLine

  function openConversation(): AssistantConversation {
    return createConversation(
      client,
      {
        changed,
        accepted: (turn) => {
          if (draft.trim() === turn.question) draft = ''
        },
        answered: (answer) => {
          announcement = messagesOf(language).answerReady(answer.citations.length)
          owner.emit('answer', answer)
        },
        failed: (failure) => {
          const messages = messagesOf(language)
          announcement = messages.errorPrefix + messages.errors[failure.kind]
          owner.emit('error', failure)
        },
      },
      store.read()?.turns,
    )
  }
  function changed(): void {
    owner.changed()
  }
  function save(): void {
    store.write({ isOpen, isWide, office, turns: conversation.turns })
  }
  /** Names of the offices, once somebody looks: they fill the filter, which nothing waits for. */
  function loadOffices(): void {
    const wanted = `${settings.server} ${language}`
    if (!isOpen || officesFor === wanted) return
    officesFor = wanted
    client.offices({ language }).then(
      (found) => {
        offices = found
        changed()
      },
      () => {
        officesFor = ''
      },
    )
  }
  async function run(turnId: string | undefined, work: () => Promise<void>): Promise<void> {
    announcement = messagesOf(language).searching
    const working = work()
    asked = { count: asked.count + 1, turnId: turnId ?? conversation.turns.at(-1)?.id }
    changed()
    await working
    if (conversation.turns.find(({ id }) => id === asked.turnId)?.status === 'stopped') {
      announcement = messagesOf(language).stopped
    }
    save()
    changed()
  }
  const officeFilter = (): string | undefined => (office === '' ? undefined : office)
  const onOnline = (): void => {
    isOnline = navigator.onLine
    loadOffices()
    changed()
  }
  const onLeave = (): void => {
    // Left to itself, the answer under way would end as one that failed.
    conversation.stop()
    save()
  }

  return {
    get state() {
      const { turns, isBusy } = conversation
      const messages = messagesOf(language)
      return {
        language,
        messages,
        settings,
        isOpen,
        isWide,
        isOnline,
        isBusy,
        office,
        offices,
        draft,
        turns,
        announcement,
        asked,
      }
    },
    connect() {
      addEventListener('online', onOnline)
      addEventListener('offline', onOnline)
      addEventListener('pagehide', onLeave)
      loadOffices()
    },
    disconnect() {
      removeEventListener('online', onOnline)
      removeEventListener('offline', onOnline)
      removeEventListener('pagehide', onLeave)
      conversation.stop()
      save()
    },
    configure(next) {
      const isElsewhere = next.server !== settings.server || next.key !== settings.key
      settings = next
      language = languageOf(settings)
      if (isElsewhere) {
        conversation.stop()
        client = openClient(settings, language)
        store = createSessionStore(settings.server)
        conversation = openConversation()
      }
      loadOffices()
      changed()
    },
    open() {
      if (isOpen) return
      isOpen = true
      loadOffices()
      save()
      changed()
      owner.emit('open', null)
    },
    close() {
      if (!isOpen) return
      isOpen = false
      save()
      changed()
      owner.emit('close', null)
    },
    toggleWidth() {
      isWide = !isWide
      save()
      changed()
    },
    setDraft(text) {
      draft = text
      changed()
    },
    chooseOffice(id) {
      office = id
      save()
      changed()
    },
    ask(given) {
      const question = (given ?? draft).trim()
      if (question === '' || question.length > QUESTION_MAX_LENGTH || conversation.isBusy) return
      owner.emit('question', { question })
      void run(undefined, () => conversation.ask(question, officeFilter()))
    },
    stop: () => conversation.stop(),
    retry(turnId) {
      if (conversation.isBusy) return
      void run(turnId, () => conversation.retry(turnId, officeFilter()))
    },
    async rate(turnId, rating, comment) {
      const isKept = await conversation.rate(turnId, rating, comment)
      if (isKept) {
        save()
        owner.emit('feedback', { rating })
      }
      return isKept
    },
    newConversation() {
      conversation.clear()
      announcement = ''
      draft = ''
      save()
      changed()
    },
    citationOpened: (citation) => owner.emit('citation', citation),
    copied: ({ answer }) => owner.emit('copy', { answerId: answer?.id }),
  }
}

function languageOf({ lang }: Settings): AnswerLanguage {
  return chooseLanguage([lang, document.documentElement.lang, ...navigator.languages])
}

/**
 * A client that tries once more when nothing came at all; the try carries the question's key, so
 * that it is answered once. A refusal is shown at once, with the time that the server asks for.
 */
function openClient({ server, key }: Settings, language: AnswerLanguage): Client {
  return createClient({
    baseUrl: server === '' ? location.origin : server,
    key,
    maxRetries: 0,
    // Decides where a question's own words do not: the page's language, not the browser's.
    headers: { 'accept-language': language },
    fetch: async (url, init) => {
      try {
        return await fetch(url, init)
      } catch (error) {
        if (init.signal?.aborted === true || !navigator.onLine) throw error
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
        return fetch(url, init)
      }
    },
  })
}
