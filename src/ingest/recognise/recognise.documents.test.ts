import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { messageOf } from '../../errors.js'
import type { Outline } from '../ingest-types.js'
import { recogniseOutline } from './recognise-outline.js'

const DIRECTORY = fileURLToPath(new URL('documents/', import.meta.url))
/** Recall and precision that every set of documents must reach. */
const WANTED = 0.99
/** Share of documents whose headings are exactly the printed ones; no measure depends on them. */
const WANTED_CHAPTERS = 0.9

const goldSchema = z.object({
  items: z.array(z.object({ key: z.string(), label: z.string(), begins: z.string() })),
  chapters: z.array(z.string()),
  deleted: z.array(z.string()),
})
type Gold = z.infer<typeof goldSchema>

interface Item {
  readonly key: string
  readonly label: string
  readonly text: string
}

const withoutMarkup = (text: string): string => text.replace(/[\s*#|]/gu, '')
/** Letters of inserted articles, which the key has in upper case: 2a is the key 2A. */
const printedKey = (key: string): string => key.replace(/(?<=\d)-?[A-Za-z]{1,2}$/u, upperLetters)
const upperLetters = (letters: string): string => letters.replace('-', '').toUpperCase()

/** The measures with the first words behind each label, over furniture. */
function foundItems(text: string, { marks }: Outline): Item[] {
  return marks.flatMap((mark, index) => {
    if (mark.kind !== 'label' || mark.deleted === true) return []
    let words = ''
    for (let at = index; at < marks.length; at += 1) {
      const end = marks[at + 1]?.start ?? text.length
      if (at === index || marks[at]?.kind === 'furniture') words += text.slice(marks[at]?.end, end)
      else break
    }
    return [{ key: mark.key ?? '', label: mark.label ?? '', text: withoutMarkup(words) }]
  })
}

function isFound(item: Item, gold: Gold['items'][number]): boolean {
  return (
    item.key === printedKey(gold.key) &&
    item.label === gold.label &&
    item.text.startsWith(withoutMarkup(gold.begins))
  )
}

/** The marks of a document; none when it is refused, which the first test reports. */
function marksOf(text: string): Outline['marks'] {
  try {
    return recogniseOutline(text, []).marks
  } catch {
    return []
  }
}

/** Marks that overlap, stand in another order than their text, or reach beyond it. */
function faultsOfMarks(text: string, marks: Outline['marks']): string[] {
  let end = 0
  return marks.flatMap((mark) => {
    const fault = mark.start < end || mark.end < mark.start || mark.end > text.length
    end = Math.max(end, mark.end)
    return fault ? [`${mark.kind} ${mark.start} to ${mark.end}`] : []
  })
}

function read(name: string): { name: string; text: string; gold: Gold } {
  const file = `${DIRECTORY}${name}`
  return {
    name,
    text: readFileSync(`${file}.txt`, 'utf8'),
    gold: goldSchema.parse(JSON.parse(readFileSync(`${file}.gold.json`, 'utf8'))),
  }
}

const names = readdirSync(DIRECTORY)
  .filter((file) => file.endsWith('.gold.json'))
  .map((file) => file.replace('.gold.json', ''))
  .toSorted()

describe.each(['dev', 'held'])('documents %s', (set) => {
  const documents = names.filter((name) => name.startsWith(`${set}-`)).map(read)

  test('every measure is found and nothing else, in order', () => {
    const faults: string[] = []
    let wanted = 0
    let found = 0
    let hits = 0
    for (const { name, text, gold } of documents) {
      wanted += gold.items.length
      let items: Item[] = []
      try {
        items = foundItems(text, recogniseOutline(text, []))
      } catch (error) {
        faults.push(`${name}: ${messageOf(error)}`)
      }
      found += items.length
      const missed = gold.items.filter((wanted) => !items.some((item) => isFound(item, wanted)))
      const extra = items.filter((item) => !gold.items.some((wanted) => isFound(item, wanted)))
      hits += gold.items.length - missed.length
      if (missed.length > 0) {
        faults.push(`${name}: missed ${missed.map(({ label }) => label).join(' ')}`)
      }
      if (extra.length > 0) {
        faults.push(
          `${name}: false ${extra.map(({ key, label }) => `${label} (${key})`).join(' ')}`,
        )
      }
      const order = items.map((item) => gold.items.findIndex((wanted) => isFound(item, wanted)))
      const known = order.filter((place) => place !== -1)
      if (known.some((place, at) => at > 0 && place <= (known[at - 1] ?? 0))) {
        faults.push(`${name}: not in order`)
      }
    }
    expect(documents.length).toBeGreaterThan(0)
    const report = `recall ${hits}/${wanted}, precision ${hits}/${found}\n${faults.join('\n')}`
    expect(hits / wanted, report).toBeGreaterThanOrEqual(WANTED)
    expect(hits / found, report).toBeGreaterThanOrEqual(WANTED)
    expect(faults.filter((fault) => fault.endsWith('not in order'))).toEqual([])
  })

  test('deleted articles are marked and are no measures', () => {
    const wanted = documents.map(({ name, gold }) => [name, gold.deleted.map(printedKey)])
    const marked = documents.map(({ name, text }) => [
      name,
      marksOf(text).flatMap(({ key, deleted }) => (deleted === true ? [key] : [])),
    ])
    expect(marked).toEqual(wanted)
  })

  test('chapter headings are those printed above the measures', () => {
    const faults = documents.flatMap(({ name, text, gold }) => {
      const headings = marksOf(text).flatMap(({ kind, start, end }) =>
        kind === 'chapter-heading' ? [withoutMarkup(text.slice(start, end))] : [],
      )
      const printed = gold.chapters.map(withoutMarkup)
      return headings.join('\n') === printed.join('\n')
        ? []
        : [`${name}: expected ${printed.join(' / ')}, found ${headings.join(' / ')}`]
    })
    expect(1 - faults.length / documents.length, faults.join('\n')).toBeGreaterThanOrEqual(
      WANTED_CHAPTERS,
    )
  })

  test('no character is lost or belongs to two parts', () => {
    const faults = documents.flatMap(({ name, text }) =>
      faultsOfMarks(text, marksOf(text)).map((fault) => `${name}: ${fault}`),
    )
    expect(faults).toEqual([])
  })
})
