import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CorpusDocument } from '../domain/corpus.js'
import { projectRoot } from '../project-root.js'
import { compareVersions } from './compare-versions.js'
import { changesOf, formatChanges } from './format-changes.js'
import { loadCorpus } from './load-corpus.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const current = corpus.documents.find(({ data }) => data.id === 'haikou-20')
if (current === undefined) throw new Error('expected haikou-20')

/** An earlier version of haikou-20 that holds these texts; a title is what stands before a line break. */
function versionOf(version: number, texts: readonly string[]): CorpusDocument {
  const id = `haikou-20@${version}`
  const [sample] = current?.measures ?? []
  if (current === undefined || sample === undefined) throw new Error('expected a measure')
  return {
    ...current,
    data: { ...current.data, id, version, validFrom: version === 1 ? null : '2025-03-01' },
    measures: texts.map((text, index) => {
      const title = text.includes('\n') ? (text.split('\n')[0] ?? '') : ''
      const key = String(index + 1)
      return {
        ...sample,
        id: `${id}/${key}`,
        key,
        number: index + 1,
        label: `第${key}条`,
        title,
        text,
      }
    }),
  }
}

const [sampleTitle, sample, fees, booking] = [
  '样品先放',
  '样品先放\n进口样品价值5000元以下的，企业可以在化验结果出来以前提离货物，并在三十日内补交单证。',
  '减免费用\n对符合条件的企业免收查验没有问题货物的吊装移位仓储费用。',
  '预约通关\n企业可以在工作日之外预约办理通关手续，海关即时受理。',
]
const before = versionOf(1, [sample, fees, booking, '没有标题的一条措施，说明海关做什么。'])
const after = versionOf(2, [
  '新设窗口\n在口岸设立专用窗口受理鲜活农产品的申报。',
  sample.replace('5000', '10000'),
  booking,
  '没有标题的一条措施，说明海关做什么。',
])
const comparison = compareVersions(before, after)

describe('formatChanges', () => {
  test('tells what changed, word by word, and what moved together', () => {
    expect(formatChanges(comparison)).toEqual([
      'haikou-20@2: version 1 → version 2 (from 2025-03-01)',
      '  1 changed, 1 added, 1 removed, 0 moved, 2 unchanged',
      '+ 第1条  新设窗口',
      `~ 第1条 → 第2条  ${sampleTitle}`,
      '    样品先放 进口样品价值[-5000-]{+10000+}元以下的，企业可以在化验结果出来…',
      '- 第2条  减免费用',
    ])
  })

  test('several that moved by the same distance are one line', () => {
    const moved = compareVersions(
      before,
      versionOf(2, [sample, booking, before.measures[3]?.text ?? '']),
    )
    expect(formatChanges(moved).slice(2)).toEqual([
      '- 第2条  减免费用',
      '> 第3条 … 第4条 → 第2条 … 第3条  (2 measures, same words)',
    ])
    const one = compareVersions(before, versionOf(2, [sample, booking]))
    expect(formatChanges(one).slice(2)).toEqual([
      '- 第2条  减免费用',
      '> 第3条 → 第2条  预约通关',
      '- 第4条  没有标题的一条措施，说明海关做什么。',
    ])
  })

  test('colours only when they are asked for, and the marks stand beside them', () => {
    expect(formatChanges(comparison).join('\n')).not.toContain('\u001B')
    const coloured = formatChanges(comparison, { colours: true }).join('\n')
    expect(coloured).toContain('\u001B[31m[-5000-]\u001B[0m\u001B[32m{+10000+}\u001B[0m')
    // oxlint-disable-next-line no-control-regex -- takes the colours out again
    expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(formatChanges(comparison).join('\n'))
  })

  test('spaces between words of Latin script stay', () => {
    const english = (days: string): string => `Rulings\nApply ${days} days before the goods arrive.`
    expect(
      formatChanges(
        compareVersions(versionOf(1, [english('five')]), versionOf(2, [english('ten')])),
      ).at(-1),
    ).toBe('    Rulings Apply [-five-]{+ten+} days before the…')
  })

  test('nothing in a document steers the terminal', () => {
    const evil = compareVersions(
      versionOf(1, []),
      versionOf(2, ['删\u001B[2J\u0007除\u202E标题\n正文']),
    )
    expect(formatChanges(evil).at(-1)).toBe('+ 第1条  删[2J除标题')
  })
})

describe('changesOf', () => {
  test('is the comparison as JSON', () => {
    const changes = changesOf(comparison)
    expect(JSON.parse(JSON.stringify(changes))).toEqual(changes)
    expect(changes.before).toEqual({
      documentId: 'haikou-20@1',
      version: 1,
      validFrom: null,
      validUntil: null,
    })
    expect(changes.counts).toEqual({ unchanged: 2, moved: 0, changed: 1, added: 1, removed: 1 })
    expect(
      changes.changes.map(({ change, moved, before: old, after: young }) => [
        change,
        moved,
        old?.id ?? null,
        young?.id ?? null,
      ]),
    ).toEqual([
      ['added', false, null, 'haikou-20@2/1'],
      ['changed', true, 'haikou-20@1/1', 'haikou-20@2/2'],
      ['removed', false, 'haikou-20@1/2', null],
      ['unchanged', false, 'haikou-20@1/3', 'haikou-20@2/3'],
      ['unchanged', false, 'haikou-20@1/4', 'haikou-20@2/4'],
    ])
    const words = changes.changes[1]?.diff.filter(({ kind }) => kind !== 'same')
    expect(words).toEqual([
      { kind: 'removed', text: '5000' },
      { kind: 'added', text: '10000' },
    ])
  })
})
