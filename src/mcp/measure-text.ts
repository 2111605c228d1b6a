import type { ResourceLink } from '@modelcontextprotocol/server'
import type { MeasureView } from '../domain/measure.js'

/** What of a measure its text and links need. */
type Told = Pick<MeasureView, 'id' | 'reference' | 'title' | 'url' | 'text' | 'translation'>

/** Address of a measure among the resources. */
export function measureUri(id: string): string {
  return `policy://measure/${id}`
}

/**
 * A measure for a model to read: reference and address first, then the original between marks, so that
 * nothing in it is taken for an instruction, then its unofficial translation.
 */
export function measureText({ id, reference, url, text, translation }: Told): string {
  const lines = [reference, url, '', `<measure id="${id}">`, text, '</measure>']
  if (translation !== null) {
    lines.push(
      '',
      `<unofficial-translation id="${id}" language="${translation.language}">`,
      translation.text,
      '</unofficial-translation>',
    )
  }
  return lines.join('\n')
}

/** A link to a measure for clients that list what a result points to. */
export function measureLink({
  id,
  reference,
  title,
}: Pick<Told, 'id' | 'reference' | 'title'>): ResourceLink {
  return {
    type: 'resource_link',
    uri: measureUri(id),
    name: id,
    title: reference,
    description: title,
    mimeType: 'text/plain',
  }
}
