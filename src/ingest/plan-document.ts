import { createHash } from 'node:crypto'
import { type DocumentData, documentDataSchema, type StatedFacts } from '../domain/document.js'
import { HAN_NUMERAL_CLASS } from '../domain/han-numerals.js'
import type { Names } from '../domain/office.js'
import type { OutlineFile } from '../documents/read-outline.js'
import { sourceLines } from '../measures/source-lines.js'
import type { Outline, OutlineMark } from './ingest-types.js'

/** What a document's folder is made of. */
export interface DocumentPlan {
  readonly data: DocumentData
  readonly outline: OutlineFile
  readonly source: string
}

/** What is decided about a document besides its text and its outline. */
export interface DocumentIdentity {
  readonly id: string
  readonly office: string
  readonly officeNames: Names
  /** The title, and whether the text itself states it. */
  readonly title: string
  readonly titleBasis: 'stated' | 'inferred'
  readonly script: DocumentData['script']
  readonly nature: DocumentData['nature']
  readonly sourceUrl: string | null
  readonly stated: StatedFacts
  readonly version: number
  /** Days (ISO 8601) that somebody knows from elsewhere; they win over what the text states. */
  readonly publishedOn?: string
  readonly validFrom?: string
  /** Last day on which it holds; null when nobody knows of one. */
  readonly validUntil: string | null
}

/** Chinese text in Traditional characters, as Hong Kong or Taiwan writes them. */
export type ToTraditional = (text: string, region: 'HK' | 'TW') => string

/**
 * Everything that a document's folder says, from its text, its outline and what is known of it. There
 * is no English yet: titles and chapters stand in the original until somebody translates them.
 *
 * @throws ZodError when what was decided is no valid `document.yaml`, which is a fault of the caller.
 */
export function planDocument(
  source: string,
  outline: Outline,
  identity: DocumentIdentity,
  toTraditional: ToTraditional,
): DocumentPlan {
  const labels = outline.marks.filter(({ kind, deleted }) => kind === 'label' && deleted !== true)
  const numbers = labels.map(({ number }) => number ?? 0)
  const chapters = outline.marks.filter(({ kind }) => kind === 'chapter-heading')
  const names = (text: string): Names => {
    const [traditional, taiwan] = [toTraditional(text, 'HK'), toTraditional(text, 'TW')]
    return {
      'zh-Hans': text,
      'zh-Hant': traditional,
      ...(taiwan === traditional ? {} : { 'zh-Hant-TW': taiwan }),
      en: text,
    }
  }
  const { stated } = identity
  const { validUntil } = identity
  const validFrom =
    identity.validFrom ?? stated.effectiveOn?.value ?? stated.publishedOn?.value ?? null
  const data = documentDataSchema.parse({
    id: identity.id,
    office: identity.office,
    issuer: { basis: stated.issuers.length > 0 ? 'stated' : 'unknown' },
    nature: identity.nature,
    title: { basis: identity.titleBasis, names: names(identity.title) },
    aliases: aliasesOf(identity),
    reference: referencesOf(identity, outline, labels, names),
    numbering: {
      kind: 'outline',
      first: Math.min(...numbers),
      last: Math.max(...numbers),
      chapters: chapters.length > 0,
      title: outline.title,
      wrapped: outline.wrapped,
      unit: {
        'zh-Hans': outline.unit,
        'zh-Hant': toTraditional(outline.unit, 'HK'),
        en: ENGLISH_UNITS[outline.unit] ?? 'Item',
      },
    },
    chapters: chapters.map(({ start, end }) => names(source.slice(start, end).trim())),
    sourceSha256: createHash('sha256').update(source).digest('hex'),
    sourceUrl: identity.sourceUrl,
    publishedOn: dated(stated.publishedOn?.value, identity.publishedOn),
    asOf: dated(stated.publishedOn?.value ?? stated.signedOn?.value, identity.publishedOn),
    // Whether it still holds follows from its days; of one without any nothing is known.
    status: validFrom === null && validUntil === null ? 'unknown' : 'in_force',
    script: identity.script,
    version: identity.version,
    validFrom,
    validUntil,
    stated,
  })
  return { data, outline: { marks: marksOf(source, outline.marks) }, source }
}

/** What one measure is called in English, by the word of the original. */
const ENGLISH_UNITS: Readonly<Record<string, string>> = {
  条: 'Article',
  條: 'Article',
  项: 'Item',
  項: 'Item',
  则: 'Case',
  則: 'Case',
  款: 'Paragraph',
  案例: 'Case',
  措施: 'Measure',
  举措: 'Measure',
  问: 'Question',
  問: 'Question',
  Question: 'Question',
  Article: 'Article',
  Section: 'Section',
  Measure: 'Measure',
}

function dated(stated: string | undefined, known: string | undefined): DocumentData['publishedOn'] {
  if (known !== undefined) return { date: known, basis: 'inferred' }
  return stated === undefined ? { date: null, basis: 'unknown' } : { date: stated, basis: 'stated' }
}

/** Names by which a question may mean the document: its title with and without what stands in brackets. */
function aliasesOf({ title, stated }: DocumentIdentity): string[] {
  const bare = title.replace(/[（(][^（()）]*[)）]$/u, '').trim()
  return [...new Set([title, bare, stated.documentNumber?.value ?? ''])].filter(
    (name) => name.length >= ALIAS_MIN_LENGTH,
  )
}

/** A shorter name would be found in questions that do not mean the document. */
const ALIAS_MIN_LENGTH = 4

/** A label that says by itself what it counts: 第十条, 案例三, Article 3, or that is a path: 二（三）. */
const WHOLE_LABEL = new RegExp(
  `^第|^(?![${HAN_NUMERAL_CLASS}])\\p{L}+\\s?[\\d\\p{Script=Han}]+$|[（(.-]\\S*[）)\\d]$`,
  'u',
)
const BRACKETED = /^（[^（）]+）$/u

function referencesOf(
  { title, officeNames, script }: DocumentIdentity,
  { unit }: Outline,
  labels: readonly OutlineMark[],
  names: (text: string) => Names,
): DocumentData['reference'] {
  const isPath = labels.some(({ key = '' }) => !/^\d+$/u.test(key))
  const isWhole =
    isPath || labels.some(({ label = '' }) => WHOLE_LABEL.test(label) && !BRACKETED.test(label))
  const english =
    isPath || (script === 'Latn' && isWhole)
      ? '{label}'
      : `${ENGLISH_UNITS[unit] ?? 'Item'} {arabic}`
  const cited = isWhole ? '{label}' : `第{number}${unit}`
  // A title that names the office says whose document it is; before any other its name stands.
  const office = title.includes(officeNames['zh-Hans']) ? '' : officeNames['zh-Hans']
  const chinese = names(`${office}《${title}》${cited}`)
  return {
    'zh-Hans': chinese['zh-Hans'],
    'zh-Hant-HK': chinese['zh-Hant'],
    'zh-Hant-TW': chinese['zh-Hant-TW'] ?? chinese['zh-Hant'],
    // Digits, where they tell the measure from all others; the title is the only Chinese left in it.
    en: `${officeNames.en === title ? '' : `${officeNames.en}, `}${title}, ${english}`,
  }
}

function marksOf(source: string, marks: readonly OutlineMark[]): OutlineFile['marks'] {
  const lines = sourceLines(source)
  let at = 0
  return marks.map((mark) => {
    while (at + 1 < lines.length && (lines[at + 1]?.start ?? Infinity) <= mark.start) at += 1
    const line = lines[at]
    const place = {
      line: line?.lineNumber ?? 1,
      column: mark.start - (line?.start ?? 0) + 1,
      printed: source.slice(mark.start, mark.end),
    }
    if (mark.kind !== 'label') {
      return {
        kind: mark.kind,
        ...place,
        ...(mark.level === undefined ? {} : { level: mark.level }),
      }
    }
    return {
      kind: mark.kind,
      ...place,
      key: mark.key ?? String(mark.number ?? 0),
      number: mark.number ?? 0,
      ...(mark.label === undefined || mark.label === place.printed ? {} : { label: mark.label }),
      ...(mark.deleted === true ? { deleted: true as const } : {}),
    }
  })
}
