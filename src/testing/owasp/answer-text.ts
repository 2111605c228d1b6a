import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '../../domain/answer.js'
import type { Corpus } from '../../domain/corpus.js'
import { projectRoot } from '../../project-root.js'
import { TEST_PUBLIC_URL } from '../open-test-assistant.js'

/** All that an answer says by itself: everything but the question that it repeats. */
export function wordsOf(answer: Answer): string {
  return JSON.stringify({ ...answer, question: '', standaloneQuestion: '' })
}

/** What stays the same when a question is asked again. */
export function lastingPart(answer: Answer): object {
  return { ...answer, id: '', createdAt: '', conversationId: '', timings: {} }
}

/** Addresses in an answer that are neither the service's own nor those of its documents. */
export function foreignAddressesIn(answer: Answer, { documents }: Corpus): string[] {
  const known = new Set(documents.map(({ data }) => data.sourceUrl))
  const found = wordsOf(answer).match(/(?:[a-z][a-z0-9+.-]*:)?\/\/[^\s"\\)）]+/giu) ?? []
  return found.filter(
    (address) => !known.has(address) && !address.startsWith(`${TEST_PUBLIC_URL}/`),
  )
}

/** The fixed words of all prompts: what is said to a model before question and sources. */
export function promptTexts(): string[] {
  const folder = join(projectRoot, 'prompts')
  return readdirSync(folder)
    .filter((name) => name !== 'README.md')
    .map((name) => readFileSync(join(folder, name), 'utf8').split(/^# system$/mu)[1] ?? '')
}

/** Han characters and words of letters or digits; nothing else counts. */
function unitsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{Letter}\p{Number}]+/gu) ?? []
}

/** How many units of `a` in a row stand in `b` just so. */
export function longestSharedRun(a: string, b: string): number {
  const [left, right] = [unitsOf(a), unitsOf(b)]
  let longest = 0
  let above = new Uint16Array(right.length + 1)
  for (const unit of left) {
    const row = new Uint16Array(right.length + 1)
    for (const [index, other] of right.entries()) {
      if (unit !== other) continue
      const run = (above[index] ?? 0) + 1
      row[index + 1] = run
      longest = Math.max(longest, run)
    }
    above = row
  }
  return longest
}
