import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isSeq, parseDocument } from 'yaml'
import type { MeasureRecord } from '../domain/measure.js'

/** Files of a document's folder that speak of single measures and fit only the words they came with. */
const FILES_BY_MEASURE = ['translation.en.yaml', 'lay-questions.yaml', 'facets.yaml']

/**
 * Takes what an editor wrote for single measures (English, lay questions, facets) over into a new
 * version, for those whose words are the same there, whatever their number is now. The others have to
 * be written anew, since nobody has read their words.
 *
 * @returns Keys, in the new version, of the measures that nothing was taken over for.
 */
export function carryOver(
  from: { readonly folder: string; readonly measures: readonly MeasureRecord[] },
  to: { readonly folder: string; readonly measures: readonly MeasureRecord[] },
): string[] {
  const keys = sameWords(from.measures, to.measures)
  for (const name of FILES_BY_MEASURE) {
    const file = join(from.folder, name)
    if (!existsSync(file)) continue
    const document = parseDocument(readFileSync(file, 'utf8'))
    const entries = document.get('measures')
    if (!isSeq(entries)) continue
    entries.items = entries.items.filter((entry) => {
      if (!isMap(entry)) return false
      const key = keys.get(String(entry.get('number')))
      if (key === undefined) return false
      entry.set('number', /^\d+$/.test(key) ? Number(key) : key)
      return true
    })
    if (entries.items.length === 0) continue
    // A file of facets that is not whole says so: a gap would read as "states nothing".
    const isWhole = entries.items.length === to.measures.length
    if (name === 'facets.yaml' && !isWhole) document.set('partial', true)
    writeFileSync(join(to.folder, name), document.toString({ lineWidth: 0 }))
  }
  const carried = new Set(keys.values())
  return to.measures.filter(({ key }) => !carried.has(key)).map(({ key }) => key)
}

/** Old keys to new ones, for measures of the same words; each new one once. */
function sameWords(
  before: readonly MeasureRecord[],
  after: readonly MeasureRecord[],
): Map<string, string> {
  const free = new Map<string, string[]>()
  for (const { text, key } of after) free.set(text, [...(free.get(text) ?? []), key])
  const keys = new Map<string, string>()
  for (const { text, key } of before) {
    const same = free.get(text) ?? []
    const next = same.includes(key) ? key : same[0]
    if (next === undefined) continue
    keys.set(key, next)
    free.set(
      text,
      same.filter((one) => one !== next),
    )
  }
  return keys
}
