import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { projectRoot } from '../project-root.js'
import { compareVersions, type MeasureChange } from './compare-versions.js'
import { loadCorpus } from './load-corpus.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
/** The texts of the real measures: 116 of them, in two kinds of numbering. */
const TEXTS = corpus.measures.map(({ text }) => text)

interface Item {
  readonly text: string
  readonly chapter?: number
}

/** A version of a document whose measures are numbered from 1 in the order given. */
function versionOf(
  version: number,
  items: readonly (string | Item)[],
  chapters: readonly string[] = [],
): CorpusDocument {
  const [document] = corpus.documents
  const [sample] = corpus.measures
  if (document === undefined || sample === undefined) throw new Error('expected a corpus')
  const id = `sample@${version}`
  const measures = items.map((item, index): MeasureRecord => {
    const { text, chapter = null } = typeof item === 'string' ? { text: item } : item
    const title = text.split('\n')[0] ?? ''
    return {
      ...sample,
      id: `${id}/${index + 1}`,
      documentId: id,
      key: String(index + 1),
      number: index + 1,
      label: String(index + 1),
      chapter,
      title,
      titleEnd: title.length,
      text,
    }
  })
  return { ...document, data: { ...document.data, id, version }, chapters, measures }
}

/** What happened, in short: `3=3` stayed, `3>4` moved, `3~3` changed, `3~>4` changed and moved, `+5`, `-2`. */
function shortOf(change: MeasureChange): string {
  switch (change.kind) {
    case 'unchanged':
      return `${change.before.key}=${change.after.key}`
    case 'moved':
      return `${change.before.key}>${change.after.key}`
    case 'changed':
      return `${change.before.key}~${change.moved ? '>' : ''}${change.after.key}`
    case 'added':
      return `+${change.after.key}${change.splitFrom === undefined ? '' : `/${change.splitFrom.key}`}`
    case 'removed':
      return `-${change.before.key}${change.mergedInto === undefined ? '' : `/${change.mergedInto.key}`}`
  }
}

const compare = (
  before: readonly (string | Item)[],
  after: readonly (string | Item)[],
): readonly string[] =>
  compareVersions(versionOf(1, before), versionOf(2, after)).changes.map(shortOf)

const [A = '', B = '', C = '', D = '', E = '', F = ''] = TEXTS.slice(20)

/** The text with each n-th character taken out: reads as a correction here and there. */
const worn = (text: string, each: number): string =>
  [...text].filter((_, index) => index % each !== each - 1).join('')

describe('by hand', () => {
  test('nothing changed', () => {
    expect(compare([A, B, C], [A, B, C])).toEqual(['1=1', '2=2', '3=3'])
    expect(compare(['企业可以，申请 RCEP'], ['企业 可以， 申请RCEP '])).toEqual(['1=1'])
    expect(
      compare(['apply on line for a certificate'], ['apply online for a certificate']),
    ).toEqual(['1~1'])
    expect(compare([`${A}\n\n${B}`], [`${A}\n${B}`])).toEqual(['1=1'])
  })

  test('one put in: all behind it move', () => {
    expect(compare([A, B, C], [A, D, B, C])).toEqual(['1=1', '+2', '2>3', '3>4'])
  })

  test('one taken out stands where it stood', () => {
    expect(compare([A, B, C], [A, C])).toEqual(['1=1', '-2', '3>2'])
    expect(compare([A, B], [B])).toEqual(['-1', '2>1'])
    expect(compare([A, B, C], [])).toEqual(['-1', '-2', '-3'])
    expect(compare([], [A])).toEqual(['+1'])
  })

  test('two that changed places', () => {
    expect(compare([A, B, C], [A, C, B])).toEqual(['1=1', '3>2', '2>3'])
  })

  test('words changed, with and without another number', () => {
    expect(compare([A, B], [worn(A, 9), B])).toEqual(['1~1', '2=2'])
    expect(compare([A, B, C], [D, A, worn(B, 9), C])).toEqual(['+1', '1>2', '2~>3', '3>4'])
  })

  test('one replaced by another under the same number', () => {
    expect(compare([A, B, C], [A, E, C])).toEqual(['1=1', '-2', '+2', '3=3'])
  })

  test('one split in two: the larger part goes on, the other came from it', () => {
    const [first, second] = [`${D}\n${E}`, F]
    expect(compare([A, `${first}\n${second}`, B], [A, first, second, B])).toEqual([
      '1=1',
      '2~2',
      '+3/2',
      '3>4',
    ])
  })

  test('two that became one: the larger goes on, the other went into it', () => {
    const [first, second] = [`${D}\n${E}`, F]
    expect(compare([A, first, second, B], [A, `${first}\n${second}`, B])).toEqual([
      '1=1',
      '2~2',
      '-3/2',
      '4>3',
    ])
  })

  test('of measures written to one pattern number and title tell which is which', () => {
    const pattern = (place: string, days: number): string =>
      `支持${place}口岸发展\n对在${place}口岸进出口的货物，海关在${days}个工作日内办结查验手续。`
    expect(
      compare(
        [pattern('大连', 3), pattern('营口', 3), pattern('丹东', 3)],
        [pattern('丹东', 5), pattern('大连', 5), pattern('营口', 5)],
      ),
    ).toEqual(['3~>1', '1~>2', '2~>3'])
    expect(compare(['同上', '同上', '同上'], ['同上', '同上'])).toEqual(['1=1', '2=2', '-3'])
  })

  test('the better of two likenesses wins, though the other came first', () => {
    // The new first measure is a little like the old first, which itself went on, nearly unchanged.
    const mixed = `${A.slice(0, A.length / 2)}${B}`
    expect(compare([A, C], [mixed, worn(A, 12), C])).toEqual(['+1', '1~>2', '2>3'])
  })

  test('another chapter is another place, another name of the chapter is not', () => {
    const before = [
      { text: A, chapter: 0 },
      { text: B, chapter: 0 },
      { text: C, chapter: 1 },
    ]
    const moved = compareVersions(
      versionOf(1, before, ['一、通关', '二、税收']),
      versionOf(
        2,
        [before[0] ?? A, { text: B, chapter: 1 }, before[2] ?? C],
        ['一、通关', '二、税收'],
      ),
    )
    expect(moved.changes.map(shortOf)).toEqual(['1=1', '2>2', '3=3'])
    const renamed = compareVersions(
      versionOf(1, before, ['一、通关', '二、税收']),
      versionOf(2, before, ['一、通关便利', '二、税收']),
    )
    expect(renamed.changes.map(shortOf)).toEqual(['1=1', '2=2', '3=3'])
  })

  test('English is compared by words', () => {
    const old =
      'Advance rulings\nAn importer may apply for an advance ruling on classification, origin or value three months before the goods arrive.'
    const other =
      'Fees\nNo fee is charged for a certificate of origin that is printed by the exporter.'
    expect(compare([old, other], [other, old.replace('three months', 'thirty days')])).toEqual([
      '2>1',
      '1~>2',
    ])
  })

  test('one document against another has nothing in common', () => {
    const [first, second] = corpus.documents
    if (first === undefined || second === undefined) throw new Error('expected two documents')
    const kinds = compareVersions(first, second).changes.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'changed')).toEqual([])
    expect(kinds).toHaveLength(first.measures.length + second.measures.length)
  })
})

describe('whatever is done to a document', () => {
  /** Edits of a version, each remembered: the place in the old version, and whether its words changed. */
  const edited = fc.record({
    order: fc.shuffledSubarray(
      TEXTS.map((_, index) => index),
      { minLength: 0, maxLength: 30 },
    ),
    removed: fc.uniqueArray(fc.nat(29), { maxLength: 8 }),
    worn: fc.uniqueArray(fc.nat(29), { maxLength: 10 }),
    moves: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 4 }),
    inserted: fc.array(fc.nat(29), { maxLength: 5 }),
  })

  test('each measure that moved, was edited, put in or taken out is found', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(edited, ({ order, removed, worn: wornAt, moves, inserted }) => {
        const old = order.map((index) => TEXTS[index] ?? '')
        const unused = TEXTS.filter((_, index) => !order.includes(index))
        const items = old.map((text, index) => ({
          from: index,
          text: wornAt.includes(index) ? worn(text, 8) : text,
          isWorn: wornAt.includes(index),
        }))
        const next: { from: number | undefined; text: string; isWorn: boolean }[] = items.filter(
          ({ from }) => !removed.includes(from),
        )
        for (const [from, to] of moves) next.splice(to, 0, ...next.splice(from, 1))
        for (const [index, at] of inserted.entries()) {
          next.splice(at, 0, { from: undefined, text: unused[index] ?? '', isWorn: false })
        }
        const { changes } = compareVersions(
          versionOf(1, old),
          versionOf(
            2,
            next.map(({ text }) => text),
          ),
        )
        const expected = next.map(({ from, isWorn }, index) => {
          if (from === undefined) return `+${index + 1}`
          const isMoved = from !== index
          const sign = isWorn ? (isMoved ? '~>' : '~') : isMoved ? '>' : '='
          return `${from + 1}${sign}${index + 1}`
        })
        const gone = items.flatMap(({ from }) => (removed.includes(from) ? [`-${from + 1}`] : []))
        const found = changes.map(shortOf)
        expect(found.filter((change) => !change.startsWith('-'))).toEqual(expected)
        expect(found.filter((change) => change.startsWith('-')).toSorted()).toEqual(gone.toSorted())
      }),
      { numRuns: 60 },
    )
  })

  test('each measure of both versions is told of once, and twice the same', () => {
    const anyText = fc.array(fc.constantFrom('海关', '企业', '口岸', '样品', '。', '\n'), {
      maxLength: 12,
    })
    const anyVersion = fc.array(
      anyText.map((words) => words.join('')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(anyVersion, anyVersion, (before, after) => {
        const [first, second] = [versionOf(1, before), versionOf(2, after)]
        const { changes } = compareVersions(first, second)
        const olds = changes.flatMap((change) =>
          change.kind === 'added' ? [] : [change.before.key],
        )
        const news = changes.flatMap((change) =>
          change.kind === 'removed' ? [] : [change.after.key],
        )
        expect(olds.toSorted()).toEqual(first.measures.map(({ key }) => key).toSorted())
        // In the order of the newer version.
        expect(news).toEqual(second.measures.map(({ key }) => key))
        expect(compareVersions(first, second).changes).toEqual(changes)
        for (const change of changes) {
          if (change.kind !== 'changed') continue
          expect(change.similarity).toBeGreaterThan(0)
          expect(change.similarity).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('500 measures that all moved and changed', { timeout: 60_000 }, () => {
    const old = Array.from({ length: 500 }, (_, index) => {
      const [a = '', b = ''] = [
        TEXTS[index % 116],
        TEXTS[(index * 7 + Math.floor(index / 116)) % 116],
      ]
      return `第${index}号事项\n${a}\n${b}`
    })
    const shuffled = old.map((_, index) => (index * 3 + 250) % 500)
    const { changes } = compareVersions(
      versionOf(1, old),
      versionOf(
        2,
        shuffled.map((from) => worn(old[from] ?? '', 10)),
      ),
    )
    expect(changes.map(shortOf)).toEqual(
      shuffled.map((from, index) => `${from + 1}~${from === index ? '' : '>'}${index + 1}`),
    )
  })
})
