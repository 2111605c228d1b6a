import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isSeq,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml'
import { z } from 'zod'
import { readTextFile } from '../../documents/read-yaml.js'
import { AppError } from '../../errors.js'

/** Long lines stay whole, as everywhere in the corpus. */
const YAML_STYLE = { lineWidth: 0 } as const

/** What an entry holds besides its number. */
export type EntryFields = Readonly<Record<string, unknown>>

/** One entry of `measures` in a file beside a document. */
export interface FileEntry {
  readonly key: string
  readonly draft: boolean
  /** Without `number` and `draft`. */
  readonly fields: EntryFields
}

const entrySchema = z.looseObject({
  number: z.union([z.number(), z.string()]),
  draft: z.boolean().optional(),
})

/** Text of a file; empty when there is none. */
export function readEntryFile(file: string): string {
  return existsSync(file) ? readTextFile(file) : ''
}

/** Puts a text in the place of a file, as a whole or not at all; the loader never sees a half. */
export function writeEntryFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  // The loader passes over names that begin with a dot.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}`)
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}

/**
 * All entries, in order.
 *
 * @throws AppError `bad_corpus` when the text is no list of entries.
 */
export function entriesOf(text: string): FileEntry[] {
  if (text.trim() === '') return []
  const document = open(text)
  return mapsOf(document).map((map) => {
    const { number, draft, ...fields } = entrySchema.parse(map.toJS(document))
    return { key: String(number), draft: draft === true, fields }
  })
}

/**
 * The text with a draft entry more, at its place in the order of the measures. Everything else stays
 * byte for byte as it was.
 *
 * @param order Keys of the document's measures.
 * @param head What a new file begins with.
 */
export function withDraft(
  text: string,
  order: readonly string[],
  { key, fields }: Pick<FileEntry, 'key' | 'fields'>,
  head: string,
): string {
  const added = entryText(key, true, fields)
  if (text.trim() === '') return `${head}measures:\n${added}`
  const document = open(text)
  const maps = mapsOf(document)
  const rank = order.indexOf(key)
  const before = maps.filter((map) => order.indexOf(keyOf(map)) < rank).at(-1)
  const places = maps.map((map) => placeOf(text, map))
  const place = before === undefined ? places[0]?.start : places[maps.indexOf(before)]?.end
  if (place === undefined || places.includes(undefined)) {
    // No list of lines, such as an empty one: written anew, comments kept.
    document.addIn(['measures'], { number: numberOf(key), draft: true, ...fields })
    return document.toString(YAML_STYLE)
  }
  const gap = text[place - 1] === '\n' ? '' : '\n'
  return `${text.slice(0, place)}${gap}${added}${text.slice(place)}`
}

/** The text without the mark of a draft at one entry. */
export function withoutDraftMark(text: string, key: string): string {
  const document = open(text)
  const map = mapOf(document, key)
  const mark = map.items.find((pair) => String(pair.key) === 'draft')
  const at = rangeOf(mark?.key)?.[0]
  const line = at === undefined ? undefined : lineAround(text, at)
  if (
    line !== undefined &&
    /^ +draft: true *(?:#.*)?\r?\n?$/u.test(text.slice(line.start, line.end))
  ) {
    return text.slice(0, line.start) + text.slice(line.end)
  }
  map.delete('draft')
  return document.toString(YAML_STYLE)
}

/** The text without one entry; a file of facets then says that it is `partial`. */
export function withoutEntry(text: string, key: string, partial: boolean): string {
  const document = open(text)
  const maps = mapsOf(document)
  const map = mapOf(document, key)
  const place = placeOf(text, map)
  const needsMark = partial && document.get('partial') !== true
  if (place === undefined || maps.length === 1) {
    const list = document.get('measures')
    if (isSeq(list)) list.items.splice(maps.indexOf(map), 1)
    if (needsMark) document.set('partial', true)
    return document.toString(YAML_STYLE)
  }
  const rest = text.slice(0, place.start) + text.slice(place.end)
  return needsMark ? rest.replace(/^measures:/mu, 'partial: true\nmeasures:') : rest
}

/** The text with other fields in one entry, which stays a draft. */
export function withFields(text: string, key: string, fields: EntryFields): string {
  const document = open(text)
  const place = placeOf(text, mapOf(document, key))
  if (place === undefined) {
    const index = mapsOf(document).findIndex((map) => keyOf(map) === key)
    document.setIn(['measures', index], { number: numberOf(key), draft: true, ...fields })
    return document.toString(YAML_STYLE)
  }
  return text.slice(0, place.start) + entryText(key, true, fields) + text.slice(place.end)
}

function open(text: string): Document {
  const document = parseDocument(text)
  const fault = document.errors[0]
  if (fault !== undefined) throw new AppError('bad_corpus', `expected YAML: ${fault.message}`)
  return document
}

function mapsOf(document: Document): YAMLMap[] {
  const list = document.get('measures')
  if (!isSeq(list)) {
    throw new AppError('bad_corpus', 'expected a list `measures` of entries, found none')
  }
  return list.items.filter((item) => isMap(item))
}

function mapOf(document: Document, key: string): YAMLMap {
  const map = mapsOf(document).find((one) => keyOf(one) === key)
  if (map === undefined) throw new AppError('bad_corpus', `expected an entry ${key}, found none`)
  return map
}

function keyOf(map: YAMLMap): string {
  return String(map.get('number'))
}

/** A number where that is all that was printed, as the files of the corpus have it. */
function numberOf(key: string): number | string {
  return /^[1-9]\d*$/.test(key) ? Number(key) : key
}

function entryText(key: string, draft: boolean, fields: EntryFields): string {
  const entry = { number: numberOf(key), ...(draft ? { draft: true } : {}), ...fields }
  // Only \n: other line separators are characters of a text to YAML.
  return stringify([entry], YAML_STYLE)
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}

/** From the line of an entry's dash to the end of its last line; none when it is written in flow style. */
function placeOf(text: string, map: YAMLMap): { start: number; end: number } | undefined {
  const begin = rangeOf(map)?.[0]
  const last = endOf(map)
  if (begin === undefined || last === undefined) return undefined
  const { start } = lineAround(text, begin)
  if (!/^ *- +$/.test(text.slice(start, begin))) return undefined
  return { start, end: lineAround(text, last - 1).end }
}

/** Where the last value ends: what a block collection counts as its own may be comments behind it. */
function endOf(node: unknown): number | undefined {
  if (isPair(node)) return endOf(node.value) ?? endOf(node.key)
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    return endOf(node.items.at(-1))
  }
  return rangeOf(node)?.[1]
}

function rangeOf(node: unknown): readonly number[] | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  return Array.isArray(node.range) ? node.range.filter((at) => typeof at === 'number') : undefined
}

/** The line around an offset, with its line break. */
function lineAround(text: string, at: number): { start: number; end: number } {
  const next = text.indexOf('\n', at)
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: next === -1 ? text.length : next + 1 }
}
