import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import { commitmentSchema, measureIdSchema } from '../domain/measure.js'
import { patternSchema } from '../domain/pattern.js'
import { CLASSES_BY_STRENGTH, type CommitmentClass } from './strength.js'

const text = z.string().min(1)
const commitmentClass = commitmentSchema.shape.class
const wordSchema = z.union([
  text.transform((word) => ({ word, at: 'anywhere' as const })),
  z.strictObject({ word: text, at: z.literal('start') }),
])
const classSchema = z.strictObject({
  class: commitmentClass.exclude(['reported']),
  words: z.array(wordSchema).min(1),
  yielding: z.array(wordSchema).default([]),
  aims: z.array(z.strictObject({ word: text, endings: z.array(text).min(1) })).default([]),
})

const SENTENCE_ID = /^(.+)#(\d{1,4})$/u
const overrideSchema = z.strictObject({
  /** `<measure-id>#<index of the sentence>`; index 0 is the title. */
  sentence: text.refine(
    (id) => measureIdSchema.safeParse(SENTENCE_ID.exec(id)?.[1]).success,
    'expected <measure-id>#<sentence>, such as haikou-20/7#2',
  ),
  class: commitmentClass,
  word: text,
  reason: text,
})
/** What a person settled about one sentence, with the reason. */
export type CommitmentOverride = z.infer<typeof overrideSchema>

const fileSchema = z.strictObject({
  classes: z.array(classSchema).superRefine((classes, context) => {
    const expected = CLASSES_BY_STRENGTH.filter((name) => name !== 'reported')
    if (classes.map((entry) => entry.class).join() !== expected.join()) {
      context.addIssue({
        code: 'custom',
        message: `expected each class once, the strongest first: ${expected.join(', ')}`,
      })
    }
    const owners = new Map<string, string>()
    classes.forEach((entry, index) => {
      for (const list of ['words', 'yielding'] as const) {
        entry[list].forEach(({ word }, place) => {
          const owner = owners.get(word)
          if (owner !== undefined) {
            context.addIssue({
              code: 'custom',
              path: [index, list, place],
              message: `expected each word once, found ${word} also in ${owner}`,
            })
          }
          owners.set(word, `${entry.class}.${list}`)
        })
      }
      entry.aims.forEach(({ word }, place) => {
        if (entry.words.some((other) => other.word === word)) return
        context.addIssue({
          code: 'custom',
          path: [index, 'aims', place],
          message: `expected a word of ${entry.class}.words, found ${word}`,
        })
      })
    })
  }),
  nouns: z.array(patternSchema),
  titles: z.strictObject({ hold: z.array(commitmentClass) }),
  press: z.strictObject({ results: z.array(text).min(1), announced: z.array(text) }),
  overrides: z.array(overrideSchema).superRefine((overrides, context) => {
    overrides.forEach(({ sentence }, index) => {
      if (overrides.findIndex((other) => other.sentence === sentence) === index) return
      context.addIssue({
        code: 'custom',
        path: [index, 'sentence'],
        message: 'expected one override for each sentence',
      })
    })
  }),
})

/** What a word of the table does where it stands in a clause. */
export interface MarkerRule {
  readonly class: CommitmentClass
  /** Whether it counts only at the beginning of a clause. */
  readonly startOnly: boolean
  /** Whether it gives way to a clause that does not. */
  readonly yields: boolean
  /** Ends of a clause before which it yields all the same. */
  readonly aimEndings: readonly string[]
}

/** `corpus/commitments.yaml`, ready for use. The patterns have the flags `gu`. */
export interface CommitmentRules {
  /** Name of the file in error messages. */
  readonly file: string
  readonly markers: ReadonlyMap<string, MarkerRule>
  readonly markerPattern: RegExp
  readonly nounPattern: RegExp
  /** Classes of a title that hold for every sentence under it. */
  readonly holdingTitles: ReadonlySet<CommitmentClass>
  readonly resultPattern: RegExp
  readonly announcedPattern: RegExp
  /** By sentence id. */
  readonly overrides: ReadonlyMap<string, CommitmentOverride>
}

/**
 * Reads and checks the table of the strength of promises.
 *
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadCommitments(file: string): CommitmentRules {
  const { classes, nouns, titles, press, overrides } = readYaml(file, fileSchema)
  const markers = new Map<string, MarkerRule>()
  for (const entry of classes) {
    for (const [list, yields] of [
      [entry.words, false],
      [entry.yielding, true],
    ] as const) {
      for (const { word, at } of list) {
        const aim = entry.aims.find((other) => other.word === word)
        markers.set(word, {
          class: entry.class,
          startOnly: at === 'start',
          yields,
          aimEndings: aim?.endings ?? [],
        })
      }
    }
  }
  return {
    file,
    markers,
    markerPattern: anyOf([...markers.keys()]),
    nounPattern: new RegExp(nouns.length === 0 ? NOTHING : nouns.join('|'), 'gu'),
    holdingTitles: new Set(titles.hold),
    resultPattern: anyOf(press.results),
    announcedPattern: anyOf(press.announced),
    overrides: new Map(overrides.map((override) => [override.sentence, override])),
  }
}

/** A pattern that no text matches. */
const NOTHING = '(?!)'

/** The longest word at a place is the one that counts: 持续推进, not 推进. */
function anyOf(words: readonly string[]): RegExp {
  const source = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))
    .join('|')
  return new RegExp(source === '' ? NOTHING : source, 'gu')
}
