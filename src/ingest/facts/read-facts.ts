import type { OfficeRecord } from '../../domain/office.js'
import { foldText } from '../../scripts/fold.js'
import type { ReadFile } from '../ingest-types.js'
import { type CondensedText, condenseText } from './condensed-text.js'
import type { DocumentFacts, Fact } from './facts-types.js'
import { fileFacts, findUrl } from './file-facts.js'
import { bracketedDay, historyNumber, labelledDay, pageDay } from './find-days.js'
import { findEffect } from './find-effect.js'
import { findHistory } from './find-history.js'
import { findIssuers } from './find-issuers.js'
import { type FieldName, findLabelled } from './find-labelled.js'
import { findNumber, numberWithin } from './find-number.js'
import { findRepeals } from './find-repeals.js'
import { findSignatures, type Signature } from './find-signature.js'
import { findTitle } from './find-title.js'
import { readNature, readScript, readUnit } from './read-character.js'
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
  const values = new Set(fields.map(({ start }) => start))
  const fieldLines = new Set([
    ...fields.map(({ line }) => line),
    ...front.filter(({ start }) => values.has(start)),
  ])
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
    ...history.lines,
    ...signatures.front.flatMap(({ lines }) => lines),
  ])
  const file = fileFacts(input.properties)
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
  const printedOn = [...signatures.back, ...signatures.front].find(
    ({ kind }) => kind === 'published',
  )?.day
  const publishedOn =
    dayOf('publishedOn') ??
    historyDay('published') ??
    printedOn ??
    pageDay(condensed, free, signatures.front)
  const measures = { from: condensed.indexOf(frontEnd), to: condensed.indexOf(backStart) }
  const effect = findEffect(condensed, measures, publishedOn?.value ?? null)
  const ended = dayOf('repealedOn') ?? historyDay('repealed')

  const field = fields.find(({ name }) => name === 'documentNumber')
  const documentNumber: Fact | null =
    (field === undefined
      ? null
      : numberWithin(condensed, condensed.indexOf(field.start), condensed.indexOf(field.end))) ??
    numbers.number ??
    historyNumber(condensed, history)
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
      documentNumber,
      title,
      history,
      front,
      frontEnd: measures.from,
    }),
    documentNumber,
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

const plain = ({ value, quote, start, end }: Fact): Fact => ({ value, quote, start, end })
