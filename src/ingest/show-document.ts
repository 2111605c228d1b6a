import type { DocumentData, StatedFacts } from '../domain/document.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { OfficeRecord } from '../domain/office.js'
import type { Doubt } from './ingest-types.js'

/** What an editor is shown of a document before it is written. */
export interface ShownDocument {
  readonly file: string
  readonly format: string
  readonly encoding: string | null
  readonly data: DocumentData
  readonly stated: StatedFacts
  /** The office whose document it is, and whether the corpus knows it already. */
  readonly office: { readonly record: OfficeRecord; readonly is: 'known' | 'covered-now' | 'new' }
  readonly chapters: readonly string[]
  readonly measures: readonly MeasureRecord[]
  /** Line (1-based) of each measure's label, parallel to `measures`. */
  readonly lines: readonly number[]
  readonly deleted: readonly string[]
  readonly doubts: readonly Doubt[]
  readonly warnings: readonly string[]
}

/** Columns of a title in the list of measures; a Chinese character takes two. */
const TITLE_COLUMNS = 56

/** A document as it was recognised, for a terminal. */
export function showDocument(shown: ShownDocument): string {
  const { data, stated, measures, doubts, warnings } = shown
  const day = (fact: { value: string; quote: string } | null): string =>
    fact === null ? 'not stated' : `${fact.value}  (${fact.quote})`
  const facts: [string, string][] = [
    ['id', `${data.id}${data.version > 1 ? `, version ${data.version}` : ''}`],
    [
      'title',
      `${data.title.names['zh-Hans']}${data.title.basis === 'stated' ? '' : '  (not stated; from the name of the file)'}`,
    ],
    ['office', officeLine(shown.office)],
    ['issued by', stated.issuers.map(({ value }) => value).join(', ') || 'not stated'],
    ['number', stated.documentNumber?.value ?? 'not stated'],
    ['signed', day(stated.signedOn)],
    ['published', day(stated.publishedOn)],
    ['in force', day(stated.effectiveOn)],
    ['ends', day(stated.repealedOn)],
    ...(stated.repeals.length === 0
      ? []
      : ([['repeals', stated.repeals.map(({ value }) => value).join(', ')]] as [string, string][])),
  ]
  const labelWidth = Math.max(...measures.map(({ label }) => columnsOf(label)))
  const list: string[] = []
  let chapter: number | null = null
  measures.forEach((measure, index) => {
    if (measure.chapter !== chapter && measure.chapter !== null) {
      list.push(`  ${shown.chapters[measure.chapter] ?? ''}`)
    }
    chapter = measure.chapter
    const title = padded(cut(measure.title.replace(/\s+/gu, ' '), TITLE_COLUMNS), TITLE_COLUMNS)
    list.push(
      `    ${padded(measure.label, labelWidth)}  ${title}  line ${shown.lines[index] ?? '?'}`,
    )
  })
  return [
    `${shown.file}  (${shown.format}${shown.encoding === null ? '' : `, ${shown.encoding}`})`,
    ...facts.map(([name, value]) => `  ${name.padEnd(FACT_COLUMNS)}${value}`),
    '',
    `  ${measures.length} measures${shown.chapters.length > 0 ? ` in ${shown.chapters.length} chapters` : ''}`,
    ...list,
    ...(shown.deleted.length === 0 ? [] : [`  deleted: ${shown.deleted.join(', ')}`]),
    ...section(
      'Please look at',
      doubts.map(({ line, what }) => `line ${line}: ${what}`),
    ),
    ...section('Left out or not read', warnings),
    '',
  ].join('\n')
}

const FACT_COLUMNS = 12

function officeLine({ record, is }: ShownDocument['office']): string {
  const name = `${record.names['zh-Hans']} (${record.id})`
  if (is === 'new') return `${name}, new in offices.yaml`
  return is === 'covered-now' ? `${name}, covered from now on` : name
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${title}:`, ...lines.map((line) => `    ${line}`)]
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns of a terminal that a text takes. */
function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (columnsOf(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…`
}
