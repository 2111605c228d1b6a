import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import type { SourcePart } from '../domain/corpus.js'
import { projectRoot } from '../project-root.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const withoutBlanks = (text: string): string => text.replace(/\s/gu, '')

describe.each(corpus.documents.map((document) => [document.data.id, document] as const))(
  '%s',
  (_, { data, source, parts, measures }) => {
    const cut = ({ start, end }: SourcePart): string => source.slice(start, end)
    const ofMeasure = (kind: string, number: number): SourcePart[] =>
      parts.filter((part) => part.kind === kind && part.measure === number)

    test('every character of the source but white space lies in one part', () => {
      const claims = Array.from({ length: source.length }, () => 0)
      for (const { start, end } of parts) {
        for (let at = start; at < end; at += 1) claims[at] = (claims[at] ?? 0) + 1
      }
      const wrong = claims.flatMap((count, at) =>
        count > 1 || (count === 0 && source.charAt(at).trim() !== '')
          ? [`${at}: "${source.charAt(at)}" in ${count} parts`]
          : [],
      )
      expect(wrong).toEqual([])
      expect(parts.map(({ start }) => start)).toEqual(
        parts.map(({ start }) => start).toSorted((a, b) => a - b),
      )
    })

    test('only labels and texts belong to a measure, and every measure has its own', () => {
      for (const { kind, measure } of parts) {
        expect(measure !== undefined).toBe(kind === 'label' || kind === 'measure')
      }
      for (const { number } of measures) {
        expect(ofMeasure('label', number)).toHaveLength(1)
        expect(ofMeasure('measure', number).length).toBeGreaterThan(0)
      }
    })

    test('a text is what follows its label, with white space and bold changed and nothing else', () => {
      for (const { number, text } of measures) {
        const own = ofMeasure('measure', number).map(cut).join('')
        expect(withoutBlanks(text)).toBe(withoutBlanks(own).replaceAll('**', ''))
        expect(text.trim()).toBe(text)
        expect(text).not.toMatch(/[^\S \n]|\s\s/u)
      }
    })

    test('offsets lead from each character of a text to the same one in its part of the source', () => {
      for (const { id, number, text, sourceOffsets } of measures) {
        expect(sourceOffsets).toHaveLength(text.length)
        const own = ofMeasure('measure', number)
        const wrong = [...sourceOffsets.entries()].filter(([index, offset]) => {
          const character = text.charAt(index)
          const isAscending = index === 0 || offset > (sourceOffsets[index - 1] ?? Number.NaN)
          const isOwn = own.some(({ start, end }) => offset >= start && offset < end)
          const isSame = character.trim() === '' || source.charAt(offset) === character
          return !isAscending || !isOwn || !isSame
        })
        expect(wrong, id).toEqual([])
      }
    })

    test('titles and sentences lie in order inside the text and leave nothing out', () => {
      for (const { id, text, title, titleEnd, sentences } of measures) {
        expect(title).toBe(text.slice(0, titleEnd))
        expect(sentences[0]).toEqual({ start: 0, end: titleEnd })
        expect(sentences.length, id).toBeGreaterThan(1)
        let end = 0
        let outside = ''
        for (const sentence of sentences) {
          expect(sentence.start).toBeGreaterThanOrEqual(end)
          expect(sentence.end).toBeGreaterThan(sentence.start)
          expect(text.slice(sentence.start, sentence.end).trim()).not.toBe('')
          outside += text.slice(end, sentence.start)
          end = sentence.end
        }
        expect(end).toBe(text.length)
        // A title that is the first sentence leaves its full stop behind.
        const left = data.numbering.title === 'first-sentence' ? '。' : ''
        expect(withoutBlanks(outside), id).toBe(left)
      }
    })

    test('labels are the numbers as printed, and ids carry them', () => {
      for (const measure of measures) {
        const { number, label } = measure
        const [part] = ofMeasure('label', number)
        const asPrinted = part === undefined ? '' : cut(part)
        expect(withoutBlanks(asPrinted).replace('、', '')).toBe(
          label.replace('（', '(').replace('）', ')'),
        )
        expect(measure).toMatchObject({
          id: `${data.id}/${number}`,
          documentId: data.id,
          officeId: data.office,
        })
      }
    })
  },
)
