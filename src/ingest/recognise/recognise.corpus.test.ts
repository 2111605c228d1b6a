import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../../documents/load-corpus.js'
import { segmentDocument } from '../../measures/segment-document.js'
import { sourceLines } from '../../measures/source-lines.js'
import { projectRoot } from '../../project-root.js'
import type { Doubt } from '../ingest-types.js'
import { recogniseOutline } from './recognise-outline.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))

/** What is odd in the sources themselves and must be shown to whoever takes them in. */
const REAL_FAULTS: Readonly<Record<string, readonly Doubt[]>> = {
  'haikou-20': [
    { line: 62, what: '"十九": stands in the middle of a line and was taken as a label' },
  ],
  'hainan-ftp-cases': [{ line: 3, what: '"3": the list begins with number 3' }],
}

describe.each(corpus.documents.map((document) => [document.data.id, document] as const))(
  '%s without its configuration',
  (id, { data, source, measures, chapters }) => {
    const outline = recogniseOutline(source, [])
    const labels = outline.marks.filter(({ kind }) => kind === 'label')

    test('has the same measures, labels and chapters', () => {
      expect(labels.map(({ key, number, label }) => ({ key, number, label }))).toEqual(
        measures.map(({ key, number, label }) => ({ key, number, label })),
      )
      const headings = outline.marks.filter(({ kind }) => kind === 'chapter-heading')
      expect(headings.map(({ start, end }) => source.slice(start, end).trim())).toEqual(chapters)
      expect(outline.doubts).toEqual(REAL_FAULTS[id] ?? [])
    })

    test('has the same titles and texts, cut by its marks and its rules', () => {
      const lines = sourceLines(source)
      const marks = outline.marks.map((mark) => ({
        kind: mark.kind,
        start: mark.start,
        end: mark.end,
        lineNumber: lines.findLastIndex(({ start }) => start <= mark.start) + 1,
        number: mark.number ?? 0,
        key: mark.key ?? '',
        label: mark.label ?? '',
      }))
      const numbering = { ...data.numbering, title: outline.title, wrapped: outline.wrapped }
      const cut = segmentDocument(source, { ...data, numbering }, id, marks)
      expect(cut.measures.map(({ title, text }) => ({ title, text }))).toEqual(
        measures.map(({ title, text }) => ({ title, text })),
      )
    })

    test('names its measures as its configuration does', () => {
      expect(outline.unit).toBe(data.numbering.unit['zh-Hans'])
    })
  },
)
