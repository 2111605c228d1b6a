import type { ReadFile } from '../ingest-types.js'
import { condenseText } from './condensed-text.js'
import type { DocumentFacts } from './facts-types.js'
import { DAY, readDay } from './read-day.js'
import type { TextLine } from './text-lines.js'

const DAY_PATTERN = new RegExp(DAY, 'u')
/** A bracket or full stop behind an address belongs to the sentence. */
const ADDRESS = /https?:\/\/[^\s<>"“”（）()，。；、]+/u

/** What the file says of itself beside its text; a day only where there is such a day. */
export function fileFacts(properties: ReadFile['properties']): DocumentFacts['file'] {
  const value = (name: 'title' | 'published' | 'source'): string | null => {
    const found = properties.find((property) => property.name === name)?.value.trim()
    return found === undefined || found === '' ? null : found
  }
  const published = value('published')
  const match = published === null ? null : DAY_PATTERN.exec(condenseText(published).text)
  return {
    title: value('title'),
    publishedOn: match === null ? null : readDay(match[0]),
    source: value('source'),
  }
}

/** Address of the document: the page's own, else the first that stands before the measures. */
export function findUrl(
  properties: ReadFile['properties'],
  lines: readonly TextLine[],
  source: string,
): string | null {
  const property = properties.find(({ name, value }) => name === 'url' && URL.canParse(value))
  if (property !== undefined) return property.value
  for (const line of lines) {
    const match = ADDRESS.exec(source.slice(line.start, line.end))
    const url = match?.[0].replace(/[.,;:]+$/u, '')
    if (url !== undefined && URL.canParse(url)) return url
  }
  return null
}
