import type { OfficeRecord } from '../../domain/office.js'
import { foldText } from '../../scripts/fold.js'
import type { ReadFile } from '../ingest-types.js'
import { type CondensedText, condenseText } from './condensed-text.js'
import type { DocumentFacts, Fact } from './facts-types.js'
import { findEffect } from './find-effect.js'
import { findHistory } from './find-history.js'
import { findIssuers } from './find-issuers.js'
import { type FieldName, findLabelled, type LabelledField } from './find-labelled.js'
import { findNumber, numberWithin } from './find-number.js'
import { findRepeals } from './find-repeals.js'
import { findSignatures, type Signature } from './find-signature.js'
import { findTitle } from './find-title.js'
import { readNature, readScript, readUnit } from './read-character.js'
import { DAY, readDay } from './read-day.js'
import { type TextLine, textLines } from './text-lines.js'

/** What the facts about a document are read from. */
export interface FactsInput {
  /** The whole source. */
  readonly text: string
  /** What the file says beside its text. */
  readonly properties: ReadFile['properties']
  /** Where the first measure or chapter begins. */
  readonly frontEnd: number
  /** Where the last measure ends. */
  readonly backStart: number
  readonly offices: readonly OfficeRecord[]
}

/** Where the measures' last lines may be a signature that was taken for part of the last measure. */
const TAIL_LINES = 6

/**
 * Reads what a document's text says about itself: title, issuers, number, days, what it repeals.
 * Title, issuers, number and signature are looked for before the first and after the last measure,
 * commencement and repeal also in the measures. Every fact's `quote` is `text.slice(start, end)`;
 * what the text does not say is null. Linear in the length of the text.
 */
export function readFacts(input: FactsInput): DocumentFacts {
  const { text, offices } = input
  const frontEnd = Math.min(Math.max(0, input.frontEnd), text.length)
  const backStart = Math.min(Math.max(frontEnd, input.backStart), text.length)
  const condensed = condenseText(text)
  const front = textLines(text, 0, frontEnd)
  const body = textLines(text, frontEnd, backStart)
  const back = textLines(text, backStart, text.length)

  const fields = [...findLabelled(front), ...findLabelled(back)]
  const fieldLines = new Set(fields.flatMap((field) => [field.line, ...lineAt(front, field.start)]))
  const free = front.filter((line) => !fieldLines.has(line))
  const history = findHistory(condensed, free)
  const numbers = findNumber(condensed, free)
  const signatures = {
    front: findSignatures(text, condensed, free),
    back: findSignatures(text, condensed, back),
    tail: tailSignatures(text, condensed, body),
  }
  const taken = new Set([
    ...fieldLines,
    ...numbers.lines,
    ...free.filter((line) =>
      history.ranges.some(
        ({ from, to }) =>
          condensed.indexOf(line.start) >= from && condensed.indexOf(line.end) <= to,
      ),
    ),
    ...signatures.front.flatMap(({ lines }) => lines),
  ])
  const file = fileProperties(input.properties)
  const title = findTitle({
    source: text,
    condensed,
    lines: front,
    taken,
    labelled: fields.find(({ name }) => name === 'title'),
    fileTitle: file.title,
  })

  const dayOf = (name: FieldName): Fact | null => labelledDay(condensed, fields, name)
  const historyDay = (kind: string): Fact | null =>
    history.events.find((event) => event.kind === kind) ?? null
  const signature = chooseSignature(signatures)
  const pageDay =
    signatures.front.find((each) => each.isPageDay && each.issuers.length === 0)?.day ?? null
  const printedOn = [...signatures.back, ...signatures.front].find(
    ({ kind }) => kind === 'published',
  )?.day
  const publishedOn = dayOf('publishedOn') ?? historyDay('published') ?? printedOn ?? pageDay
  const measures = { from: condensed.indexOf(frontEnd), to: condensed.indexOf(backStart) }
  const effect = findEffect(condensed, measures, publishedOn?.value ?? null)
  const ended = dayOf('repealedOn') ?? historyDay('repealed')

  const field = fields.find(({ name }) => name === 'documentNumber')
  const documentNumber =
    (field === undefined
      ? null
      : numberWithin(condensed, condensed.indexOf(field.start), condensed.indexOf(field.end))) ??
    numbers.number
  const foldedTitle = foldText(title?.value ?? '')
  const lines = [...front, ...body, ...back].map((line) => line.text)
  const nature = readNature(foldedTitle, lines, front.length)
  const frontWords = condensed.text.slice(0, measures.from)
  return {
    title,
    issuers: findIssuers({
      source: text,
      condensed,
      offices,
      labelled: fields.find(({ name }) => name === 'issuers'),
      signature,
      documentNumber: documentNumber ?? historyNumber(condensed, history.ranges),
      title,
      history,
      front,
      frontEnd: measures.from,
    }),
    documentNumber: documentNumber ?? historyNumber(condensed, history.ranges),
    signedOn: signature?.day ?? dayOf('signedOn') ?? historyDay('adopted'),
    publishedOn,
    effectiveOn:
      effect.effectiveOn ??
      historyDay('effective') ??
      dayOf('effectiveOn') ??
      bracketedDay(condensed, free),
    repealedOn:
      effect.repealedOn ?? (ended === null ? null : { ...plain(ended), inclusive: false }),
    repeals: findRepeals(condensed, measures),
    history: history.events,
    clauses: { effective: effect.effective, end: effect.end },
    file,
    sourceUrl: findUrl(input.properties, front, text),
    script: readScript(
      text.slice(frontEnd, backStart).trim() === '' ? text : text.slice(frontEnd, backStart),
    ),
    nature,
    unit: readUnit(foldedTitle, lines, frontWords, nature),
  }
}

/** A signature in the last lines of the last measure; a table of deadlines has days in many rows. */
function tailSignatures(
  source: string,
  condensed: CondensedText,
  body: readonly TextLine[],
): readonly Signature[] {
  const all = findSignatures(source, condensed, body)
  const found = all.filter(({ lines }) =>
    body.slice(-TAIL_LINES).some((line) => lines.includes(line)),
  )
  return all.length === 1 ? found.filter(({ issuers }) => issuers.length > 0) : []
}

/** The notice's signature before the list, then one after it, then a day under the title. */
function chooseSignature(found: {
  readonly front: readonly Signature[]
  readonly back: readonly Signature[]
  readonly tail: readonly Signature[]
}): Signature | null {
  const isNamed = ({ issuers, kind }: Signature): boolean => issuers.length > 0 && kind === 'signed'
  const isBare = ({ isPageDay, issuers, kind }: Signature): boolean =>
    !isPageDay && issuers.length === 0 && kind === 'signed'
  return (
    found.front.find(isNamed) ??
    found.back.find(isNamed) ??
    found.tail.find(isNamed) ??
    found.front.find(isBare) ??
    found.back.find(isBare) ??
    null
  )
}

const DAY_PATTERN = new RegExp(DAY, 'u')

function labelledDay(
  condensed: CondensedText,
  fields: readonly LabelledField[],
  name: FieldName,
): Fact | null {
  for (const field of fields) {
    if (field.name !== name) continue
    const from = condensed.indexOf(field.start)
    const match = DAY_PATTERN.exec(condensed.text.slice(from, condensed.indexOf(field.end)))
    const value = match === null ? null : readDay(match[0])
    if (match !== null && value !== null) {
      return condensed.fact(value, from + match.index, from + match.index + match[0].length)
    }
  }
  return null
}

/** [14 June 2024] on a line of its own is how Hong Kong's ordinances print their commencement. */
function bracketedDay(condensed: CondensedText, lines: readonly TextLine[]): Fact | null {
  for (const line of lines) {
    const match = new RegExp(`^\\[(${DAY})\\]$`, 'u').exec(line.text)
    const value = match === null ? null : readDay(match[1] ?? '')
    if (value !== null)
      return condensed.fact(value, condensed.indexOf(line.start), condensed.indexOf(line.end))
  }
  return null
}

/** 海关总署令第240号公布: a history names the decree that published the document. */
function historyNumber(
  condensed: CondensedText,
  ranges: readonly { readonly from: number; readonly to: number }[],
): Fact | null {
  for (const { from, to } of ranges) {
    const match = new RegExp(
      `日([\\u4e00-\\u9fff]{2,20}令第[\\d一二三四五六七八九十]+号)(?:公布|发布|颁布)`,
      'u',
    ).exec(condensed.text.slice(from, to))
    if (match === null) continue
    const begins = from + match.index + 1
    return numberWithin(condensed, begins, begins + (match[1] ?? '').length)
  }
  return null
}

function findUrl(
  properties: ReadFile['properties'],
  front: readonly TextLine[],
  source: string,
): string | null {
  const property = properties.find(({ name, value }) => name === 'url' && URL.canParse(value))
  if (property !== undefined) return property.value
  for (const line of front) {
    // A bracket or full stop behind an address belongs to the sentence.
    const match = /https?:\/\/[^\s<>"“”（）()，。；、]+/u.exec(source.slice(line.start, line.end))
    const url = match?.[0].replace(/[.,;:]+$/u, '')
    if (url !== undefined && URL.canParse(url)) return url
  }
  return null
}

function fileProperties(properties: ReadFile['properties']): DocumentFacts['file'] {
  const value = (name: 'title' | 'published' | 'source'): string | null =>
    properties.find((property) => property.name === name)?.value.trim() || null
  const published = value('published')
  const match = published === null ? null : DAY_PATTERN.exec(condenseText(published).text)
  return {
    title: value('title'),
    publishedOn: match === null ? null : readDay(match[0]),
    source: value('source'),
  }
}

const lineAt = (lines: readonly TextLine[], offset: number): readonly TextLine[] =>
  lines.filter(({ start, end }) => start <= offset && offset < end)

const plain = ({ value, quote, start, end }: Fact): Fact => ({ value, quote, start, end })
