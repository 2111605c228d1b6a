import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadCorpus } from '../../documents/load-corpus.js'
import type { QuestionSeparation } from '../../evaluation/question-separation.js'
import { BARE_DOCUMENT, copyBareCorpus, writtenByHand } from './bare-corpus.fixture.js'
import { ENRICHMENT_FILES } from './enrichment-kind.js'
import { type EntryFields, entriesOf, withDraft } from './entry-file.js'
import { openReview, REVIEWED_KINDS, type ReviewedKind } from './review-drafts.js'

const ORDER = Array.from({ length: 20 }, (_, index) => String(index + 1))
const NONE = (): Promise<undefined> => Promise.resolve(undefined)

let corpus = ''
let remove: () => void = () => undefined

beforeEach(() => {
  const copy = copyBareCorpus()
  corpus = copy.folder
  remove = copy.remove
  for (const kind of REVIEWED_KINDS) {
    const { head } = ENRICHMENT_FILES[kind]
    let text = `# Kept, with its   odd spacing\n${head}`
    text = ['3', '1', '2'].reduce(
      (written, key) => withDraft(written, ORDER, { key, fields: writtenByHand(kind, key) }, text),
      '',
    )
    writeFileSync(fileOf(kind), text.replace('  - number: 2', '  # about two\n  - number: 2'))
  }
})
afterEach(() => remove())

const fileOf = (kind: ReviewedKind): string =>
  join(corpus, BARE_DOCUMENT, ENRICHMENT_FILES[kind].name)
const textOf = (kind: ReviewedKind): string => readFileSync(fileOf(kind), 'utf8')
const open = (separation: () => Promise<QuestionSeparation | undefined> = NONE) =>
  openReview(corpus, BARE_DOCUMENT, separation)
const draftOf = (kind: ReviewedKind, key: string, review = open()) => {
  const draft = review.drafts().find((one) => one.kind === kind && one.key === key)
  if (draft === undefined) throw new Error(`there is no draft ${kind} ${key}`)
  return draft
}
const measureOf = (key: string) =>
  loadCorpus(corpus).corpus.measures.find(({ id }) => id === `${BARE_DOCUMENT}/${key}`)

/** Puts something else into a draft, as an editor or somebody with a text editor might. */
function spoil(kind: ReviewedKind, key: string, fields: EntryFields) {
  const review = open()
  review.rewrite(draftOf(kind, key, review), fields)
}

test('lists the drafts in the order of the measures, with the original', () => {
  const drafts = open().drafts()
  expect(drafts.map(({ key, kind }) => `${key} ${kind}`)).toEqual(
    ['1', '2', '3'].flatMap((key) => REVIEWED_KINDS.map((kind) => `${key} ${kind}`)),
  )
  const [first] = drafts
  expect(first?.original[0]).toBe(measureOf('1')?.title)
  expect(first?.original).toHaveLength(measureOf('1')?.sentences.length ?? 0)
  expect(first?.fields).toEqual(writtenByHand('english', '1'))
})

describe('accepting', () => {
  test('takes the mark away and leaves the rest of the file to the byte', async () => {
    for (const kind of REVIEWED_KINDS) {
      const before = textOf(kind)
      const review = open()
      expect(await review.accept(draftOf(kind, '2', review))).toEqual([])
      const at = before.indexOf('    draft: true\n', before.indexOf('# about two'))
      expect(textOf(kind)).toBe(before.slice(0, at) + before.slice(at + '    draft: true\n'.length))
    }
    const measure = measureOf('2')
    expect(measure?.translation?.sentences).toEqual(writtenByHand('english', '2')['sentences'])
    expect(measure).toMatchObject({ draftTranslation: null, facetsKnown: true })
    expect(measure?.facets.length).toBeGreaterThan(3)
    expect(measureOf('1')).toMatchObject({ translation: null, facetsKnown: false, facets: [] })
    expect(open().drafts()).toHaveLength(6)
  })

  test.each<[ReviewedKind, (fields: EntryFields) => EntryFields, RegExp]>([
    [
      'english',
      ({ sentences }) => ({
        sentences: (Array.isArray(sentences) ? sentences : []).map((one, index) =>
          index === 1 ? `${String(one)} This saves 30%.` : String(one),
        ),
      }),
      /a number that the original has not: "30%"/u,
    ],
    ['facets', () => ({ who: ['更多企业'] }), /expected words of the text, found "更多企业"/u],
    [
      'questions',
      ({ zh }) => ({ zh, en: ['What is this?', 'What is this?', 'Who may sell it?'] }),
      /en question is given twice/u,
    ],
    ['questions', ({ zh, en }) => ({ zh, en, fr: ['Quoi ?'] }), /^$/u],
  ])('%s that does not pass is refused and stays a draft', async (kind, change, reason) => {
    const text = textOf(kind)
    if (String(reason) === '/^$/u') {
      // Unknown names are for the loader, which says where they stand.
      spoil(kind, '2', change(writtenByHand(kind, '2')))
      expect(() => open()).toThrow(/expected only known keys, found "fr"/u)
      return
    }
    const review = open()
    const draft = draftOf(kind, '2', review)
    const spoilt = { ...draft, fields: change(draft.fields) }
    const problems = await review.accept(spoilt)
    expect(problems.join('\n')).toMatch(reason)
    expect(textOf(kind)).toBe(text)
  })

  test('lay questions too near to the evaluation are refused', async () => {
    let opened = 0
    const separation = () => {
      opened += 1
      return Promise.resolve<QuestionSeparation>({
        tooNear: (texts) => Promise.resolve(new Set(texts.slice(0, 1))),
      })
    }
    const review = open(separation)
    expect(opened).toBe(0)
    const problems = await review.accept(draftOf('questions', '1', review))
    expect(problems.join()).toContain('too near to one of the evaluation')
    await review.accept(draftOf('questions', '2', review))
    expect(opened).toBe(1)
    expect(entriesOf(textOf('questions')).every(({ draft }) => draft)).toBe(true)
  })
})

test('rejecting takes the entry out; the corpus stays sound', () => {
  for (const kind of REVIEWED_KINDS) {
    for (const key of ['1', '3', '2']) {
      const review = open()
      review.reject(draftOf(kind, key, review))
      expect(entriesOf(textOf(kind)).map((entry) => entry.key)).not.toContain(key)
      loadCorpus(corpus)
    }
    expect(textOf(kind)).toContain('# Kept, with its   odd spacing')
  }
  expect(open().drafts()).toEqual([])
})

test('facets that were complete are partial when one is rejected', () => {
  const all = ORDER.map((key) => `  - number: ${key}\n${key === '4' ? '    draft: true\n' : ''}`)
  writeFileSync(fileOf('facets'), `measures:\n${all.join('')}`)
  const review = open()
  review.reject(draftOf('facets', '4', review))
  expect(textOf('facets')).toMatch(/^partial: true\nmeasures:\n/u)
  expect(measureOf('4')?.facetsKnown).toBe(false)
  expect(measureOf('5')?.facetsKnown).toBe(true)
})
