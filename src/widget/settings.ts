/** How a host page sets the widget up; each is an attribute, or `data-*` of the script. */
export interface Settings {
  /** Address of the server; the widget's own origin when left out. */
  readonly server: string
  readonly key: string | undefined
  readonly lang: string | null
  readonly heading: string | null
  readonly suggestions: readonly string[]
  /** Office that is chosen at first. */
  readonly office: string
}

/** Names of the attributes that {@link readSettings} and the style read. */
export const ATTRIBUTES = [
  'server',
  'key',
  'lang',
  'heading',
  'suggestions',
  'office',
  'theme',
  'position',
  'launcher',
] as const

/** Screens on which the panel takes the whole page; the style sheet has the same figures. */
export const SMALL_SCREEN = '(max-width: 480px), (max-height: 420px)'

/** Most suggested questions of a page; more would be a list to read. */
const MAX_SUGGESTIONS = 6

/** Reads the attributes of the element. Questions in `suggestions` are separated by `|`. */
export function readSettings(element: Element, ownServer: string): Settings {
  const suggestions = (element.getAttribute('suggestions') ?? '').split('|')
  return {
    server: absolute(element.getAttribute('server')) ?? ownServer,
    key: element.getAttribute('key') ?? undefined,
    lang: element.getAttribute('lang'),
    heading: element.getAttribute('heading'),
    suggestions: suggestions
      .map((question) => question.trim())
      .filter((question) => question !== '')
      .slice(0, MAX_SUGGESTIONS),
    office: element.getAttribute('office') ?? '',
  }
}

/** Address of the server that a script came from: what stands before `/widget/` in its address. */
export function serverOfScript(script: string): string {
  return script.replace(/\/widget\/v1\/[^?#]*(?:[?#].*)?$/, '')
}

function absolute(address: string | null): string | undefined {
  if (address === null || address.trim() === '') return undefined
  try {
    return new URL(address, document.baseURI).href.replace(/[?#].*$/, '').replace(/\/+$/, '')
  } catch {
    return undefined
  }
}
